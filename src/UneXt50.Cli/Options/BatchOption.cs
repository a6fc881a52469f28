using System.CommandLine;
using UneXt50.Inference;

namespace UneXt50.Cli.Options;

/// <summary><c>--batch</c>: a number of photos, or the word for the fastest one.</summary>
internal static class BatchOption
{
    /// <summary>The word that has the batch found.</summary>
    public const string Auto = "auto";

    /// <summary>The largest batch.</summary>
    public const int Most = 1024;

    /// <summary>One batch; <see cref="PipelineOptions.FastestBatch"/> stands for auto.</summary>
    public static Option<int> Create() => NumberOption.Create(
        "--batch", $"n|{Auto}", "Photos for each run of the network; auto finds the fastest, for a device",
        otherwise: 1, least: 1, Most, Auto, PipelineOptions.FastestBatch);
}
