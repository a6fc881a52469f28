namespace UneXt50.Cli.Options;

/// <summary>The formats <c>model info</c> writes.</summary>
internal enum InfoFormat
{
    /// <summary>For people; may change in any release.</summary>
    Text,

    /// <summary>One object.</summary>
    Json,
}
