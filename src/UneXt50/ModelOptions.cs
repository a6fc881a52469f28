namespace UneXt50;

/// <summary>How a model is run.</summary>
public sealed record ModelOptions
{
    /// <summary>Threads that one inference uses; 0 means one for each core.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>What computes the network.</summary>
    public InferenceEngine Engine { get; init; }

    /// <summary>
    /// What onnxruntime computes on, in the order of preference; empty for its CPU. With any but the CPU,
    /// <see cref="InferenceEngine.Auto"/> is onnxruntime.
    /// </summary>
    public IReadOnlyList<ExecutionProvider> Providers { get; init; } = [];

    /// <summary>Whether a provider other than the CPU is among them.</summary>
    internal bool IsOnDevice => Providers.Any(provider => !provider.IsCpu);

    /// <summary>
    /// The most photos in one run, for which TensorRT makes its engines; 0 where the fastest number is to be found.
    /// </summary>
    public int LargestBatch { get; init; } = 1;

    /// <summary>Told what makes loading take long: TensorRT's engines being built; null for nobody.</summary>
    public Action<string>? Told { get; init; }

    /// <summary>
    /// Decode every photo at full size. By default a large JPEG is decoded scaled, never below twice the size it is
    /// resized to.
    /// </summary>
    public bool Exact { get; init; }

    /// <summary>
    /// 0 to 100: answer "unknown" where a photo is less like what the model knows than all but so many percent of its
    /// calibration photos; null to always name classes. Only for a model with <see cref="UneXt50Model.Known"/>.
    /// </summary>
    public double? UnknownPercent { get; init; }

    /// <summary>
    /// A folder in which the checksum of the model and TensorRT's engines are kept between runs, and made when missing;
    /// null for none. Nothing in it is needed: what is missing, damaged or writable by other users is not used.
    /// </summary>
    public string? CacheFolder { get; init; }
}
