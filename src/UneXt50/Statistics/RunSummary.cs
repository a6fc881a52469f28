using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace UneXt50.Statistics;

/// <summary>What a run did, how long it took and what memory it used. Its JSON has these names in snake_case.</summary>
public sealed record RunSummary
{

    /// <summary>Inputs with a result.</summary>
    public required long Succeeded { get; init; }

    /// <summary>Inputs with an error.</summary>
    public required long Failed { get; init; }

    /// <summary>True when the run was stopped before its last input.</summary>
    public required bool Interrupted { get; init; }

    /// <summary>Wall time from the first input to the last result, in seconds, without loading the model.</summary>
    public required double WallSeconds { get; init; }

    /// <summary>Results a second of wall time; 0 when no time has passed.</summary>
    public double PhotosPerSecond => WallSeconds > 0 ? Math.Round(Succeeded / WallSeconds, 3) : 0;

    /// <summary>Time to load the model, in milliseconds.</summary>
    public required double ModelLoadMilliseconds { get; init; }

    /// <summary>What computed the network; null where that is not known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Engine { get; init; }

    /// <summary>Photos in one run of the network, where that was to be found; null where it was given.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Batch { get; init; }

    /// <summary>What each provider of onnxruntime ran of the network; empty where none was named.</summary>
    [JsonIgnore]
    public IReadOnlyList<ProviderNodes> Providers { get; init; } = [];

    /// <summary>Latency by stage, in milliseconds.</summary>
    public required StageLatencies LatencyMilliseconds { get; init; }

    /// <summary>The most bytes resident at one time, native libraries and model included; null where unknown.</summary>
    public required long? PeakResidentBytes { get; init; }

    /// <summary>Bytes of managed objects at the end.</summary>
    public required long ManagedHeapBytes { get; init; }

    /// <summary>The summary as one line of JSON, as in the <c>summary</c> of a document.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, CoreJson.Default.RunSummary);

    /// <summary>The summary for people, over several lines, each ended with a line feed.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        void Line(FormattableString line) => text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
        void Stage(string name, LatencyStatistics stage) => Line(
            $"  {name,-12}{stage.Mean,10:F2}{stage.P50,10:F2}{stage.P95,10:F2}{stage.P99,10:F2}{stage.Max,10:F2}");

        Line($"photos        {Succeeded} ok, {Failed} failed{(Interrupted ? ", interrupted" : "")}");
        Line($"wall time     {WallSeconds:F2} s, {PhotosPerSecond:F1} photos/s");
        Line($"model load    {ModelLoadMilliseconds:F1} ms");
        if (Engine is { } engine) Line($"engine        {engine}");
        if (Batch is { } batch) Line($"batch         {batch}, found to be the fastest");
        if (Providers.Count > 0)
            Line($"nodes         {string.Join(", ", Providers.Select(one => $"{one.Provider} {one.Nodes}"))}");
        Line($"latency in ms       mean       p50       p95       p99       max");
        Stage("decode", LatencyMilliseconds.Decode);
        Stage("preprocess", LatencyMilliseconds.Preprocess);
        Stage("inference", LatencyMilliseconds.Inference);
        if (LatencyMilliseconds.Heads is { } heads) Stage("heads", heads);
        Stage("rest", LatencyMilliseconds.Rest);
        Stage("total", LatencyMilliseconds.Total);
        var peak = PeakResidentBytes is { } bytes
            ? ByteSize.Text(bytes) : "unknown";
        Line($"memory        {peak} resident at most, {ByteSize.Text(ManagedHeapBytes)} managed heap");
        return text.ToString();
    }
}

/// <summary>The latency of each stage over a run.</summary>
/// <param name="Decode">Bytes to upright RGB.</param>
/// <param name="Preprocess">RGB to the input tensor.</param>
/// <param name="Inference">Tensor to features and logits; of a batch, each photo's share.</param>
/// <param name="Heads">Features to the answers of the heads; null where there were none.</param>
/// <param name="Rest">How long the network stood idle before a photo: waiting for its pixels, writing results.</param>
/// <param name="Total">
/// Decode, preprocess, inference and heads, photo by photo; those of different photos may overlap in time.
/// </param>
public sealed record StageLatencies(
    LatencyStatistics Decode, LatencyStatistics Preprocess, LatencyStatistics Inference, LatencyStatistics? Heads,
    LatencyStatistics Rest, LatencyStatistics Total);
