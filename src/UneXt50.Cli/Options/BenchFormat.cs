namespace UneXt50.Cli.Options;

/// <summary>The formats <c>bench</c> writes.</summary>
internal enum BenchFormat
{
    /// <summary>For people; may change in any release.</summary>
    Text,

    /// <summary>One object with everything.</summary>
    Json,

    /// <summary>One row for each figure.</summary>
    Csv,
}
