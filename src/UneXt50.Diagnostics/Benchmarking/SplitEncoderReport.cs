namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// What it would cost to take the network apart into an encoder (picture to features) and a head (features to logits),
/// measured in turns with the one graph that gives both.
/// </summary>
/// <param name="Bytes">Size of the files.</param>
/// <param name="LoadMilliseconds">Loading all sessions, the median.</param>
/// <param name="FirstAnswerMilliseconds">
/// From the start of a fresh process to its answer; null without a program.
/// </param>
/// <param name="PeakResidentBytes">The most memory of such a process; null without a program.</param>
/// <param name="LatencyMilliseconds">A photo's time in the network, the median.</param>
/// <param name="LatencyRatio">The time of encoder and head over that of the one graph.</param>
/// <param name="Agreement">Whether they say the same.</param>
public sealed record SplitEncoderReport(
    DirectAndSplit Bytes, DirectAndSplit LoadMilliseconds, DirectAndSplit? FirstAnswerMilliseconds,
    DirectAndSplit? PeakResidentBytes, DirectAndSplit LatencyMilliseconds, PairedRatio LatencyRatio,
    SplitAgreement Agreement);

/// <summary>How far the results of two paths through the same weights agree.</summary>
/// <param name="Photos">On how many photos.</param>
/// <param name="SameTopClass">How many have the same best class.</param>
/// <param name="LargestFeatureDifference">Of any element of any feature vector.</param>
/// <param name="LargestLogitDifference">Of any logit.</param>
public sealed record SplitAgreement(
    int Photos, int SameTopClass, double LargestFeatureDifference, double LargestLogitDifference);

/// <summary>One figure of the network as it is, and of encoder and head together.</summary>
/// <param name="Direct">One graph, two outputs.</param>
/// <param name="Split">Encoder and head.</param>
public sealed record DirectAndSplit(double Direct, double Split)
{
    /// <summary>Split over direct.</summary>
    public double Ratio => Direct > 0 ? Math.Round(Split / Direct, 4) : 0;
}
