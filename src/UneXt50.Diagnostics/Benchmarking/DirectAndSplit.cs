namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>One figure of the network as it is, and of encoder and head together.</summary>
/// <param name="Direct">One graph, two outputs.</param>
/// <param name="Split">Encoder and head.</param>
public sealed record DirectAndSplit(double Direct, double Split)
{
    /// <summary>Split over direct.</summary>
    public double Ratio => Direct > 0 ? Math.Round(Split / Direct, 4) : 0;
}
