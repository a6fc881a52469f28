namespace UneXt50.Inference;

/// <summary>Where one photo's time went. A batch's inference is shared out evenly among its photos.</summary>
/// <param name="Decode">Reading and decoding, to upright RGB pixels.</param>
/// <param name="Preprocess">Resizing, cropping and normalising.</param>
/// <param name="Inference">The network.</param>
public readonly record struct StageTimes(TimeSpan Decode, TimeSpan Preprocess, TimeSpan Inference)
{
    /// <summary>The three together; with decoding overlapped, more than the wall time between two results.</summary>
    public TimeSpan Total => Decode + Preprocess + Inference;
}
