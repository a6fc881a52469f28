using UneXt50.Diagnostics.Machine;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>What <see cref="Benchmark"/> measured. Its JSON has these names in snake_case.</summary>
public sealed record BenchmarkReport
{
    /// <summary>The version of this shape; new fields do not raise it.</summary>
    public int SchemaVersion { get; init; } = 1;

    /// <summary>When it was measured.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }

    /// <summary>The machine.</summary>
    public required MachineFacts Machine { get; init; }

    /// <summary>How the machine was before.</summary>
    public required MachineState Before { get; init; }

    /// <summary>How the machine was afterwards.</summary>
    public required MachineState After { get; init; }

    /// <summary>The model.</summary>
    public required BenchmarkedModel Model { get; init; }

    /// <summary>How it was measured.</summary>
    public required BenchmarkSettings Settings { get; init; }

    /// <summary>What a fresh process takes; null when no program was named.</summary>
    public ColdStart? ColdStart { get; init; }

    /// <summary>Loading the model, in a process that has the runtime library already.</summary>
    public required SampleStatistics LoadMilliseconds { get; init; }

    /// <summary>The first photo after loading: decode, preprocess and network.</summary>
    public required double FirstRunMilliseconds { get; init; }

    /// <summary>The times of single photos, warm.</summary>
    public required StageFigures LatencyMilliseconds { get; init; }

    /// <summary>Many photos at once.</summary>
    public required Throughput Throughput { get; init; }

    /// <summary>
    /// What each step up to the first answer added to resident memory; null where the system does not tell.
    /// </summary>
    public required MemoryBill? Memory { get; init; }

    /// <summary>The batch that was found to be the fastest; null where that was not asked for.</summary>
    public int? FastestBatch { get; init; }

    /// <summary>Numbers of threads and batches; empty when only one of each was asked for.</summary>
    public IReadOnlyList<SweepCell> Sweep { get; init; } = [];

    /// <summary>Another model; null when none was named.</summary>
    public Comparison? Comparison { get; init; }

    /// <summary>The model on each provider, the first of which is <see cref="Comparison"/> too; empty where providers
    /// were not compared.</summary>
    public IReadOnlyList<Comparison> Comparisons { get; init; } = [];

    /// <summary>The network taken apart; null when that was not asked for.</summary>
    public SplitEncoderReport? SplitEncoder { get; init; }

    /// <summary>What became of the gates.</summary>
    public IReadOnlyList<GateResult> Gates { get; init; } = [];

    /// <summary>Every run behind <see cref="LatencyMilliseconds"/>.</summary>
    public required IReadOnlyList<RunSample> Runs { get; init; }

    /// <summary>The report as a JSON document, indented, ended with a line feed.</summary>
    public byte[] ToJson() =>
        [.. CoreJson.ToDocument(this, DiagnosticsJson.Default.BenchmarkReport), (byte)'\n'];
}

/// <summary>How it was measured.</summary>
/// <param name="Photos">The photos, or what stood for them.</param>
/// <param name="Threads">Threads of the network outside the sweep.</param>
/// <param name="Exact">Whether every photo was decoded at full size.</param>
/// <param name="WarmUp">Runs that did not count.</param>
/// <param name="OutlierRule">When a run is flagged.</param>
/// <param name="IntervalMethod">How intervals of ratios were found.</param>
public sealed record BenchmarkSettings(
    string Photos, int Threads, bool Exact, int WarmUp, string OutlierRule, string IntervalMethod);

/// <summary>Which model was measured.</summary>
/// <param name="File">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex.</param>
/// <param name="Architecture">The network's name in the field.</param>
/// <param name="Precision">"float32", "float16" or "int8".</param>
/// <param name="InputSize">Side of the picture it takes, in pixels.</param>
/// <param name="Engine">What computed it: "native (AVX2)", "onnxruntime 1.31.1".</param>
public sealed record BenchmarkedModel(
    string File, long Bytes, string Sha256, string Architecture, string Precision, int InputSize, string Engine)
{
    internal static BenchmarkedModel Describe(UneXt50Model model) => new(
        model.Path, new FileInfo(model.Path).Length, model.Sha256, model.Card.Architecture, model.Card.Precision,
        model.Card.Preprocess.InputSize, model.EngineDescription);
}

/// <summary>Another model, or the same on another engine or provider, measured in turns with the first.</summary>
/// <param name="Model">The other model.</param>
/// <param name="LoadMilliseconds">Loading it.</param>
/// <param name="LatencyMilliseconds">Its times by stage.</param>
/// <param name="Ratio">Its time for a photo over the first model's.</param>
/// <param name="InferenceRatio">The same for the network alone.</param>
/// <param name="Agreement">How far the results of the two ways to run a model agree; null where the models are two.</param>
public sealed record Comparison(
    BenchmarkedModel Model, SampleStatistics LoadMilliseconds, StageFigures LatencyMilliseconds, PairedRatio Ratio,
    PairedRatio InferenceRatio, Agreement? Agreement = null);
