namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>What a figure counts.</summary>
public enum MetricUnit
{
    /// <summary>Time.</summary>
    Milliseconds,

    /// <summary>Memory or file size.</summary>
    Bytes,

    /// <summary>One figure over another: "x".</summary>
    Ratio,

    /// <summary>A number of things, or of things a second.</summary>
    Number,
}
