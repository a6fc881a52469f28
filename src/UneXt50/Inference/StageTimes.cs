namespace UneXt50.Inference;

/// <summary>Where one photo's time went. A batch's inference is shared out evenly among its photos.</summary>
/// <param name="Decode">Reading and decoding, to upright RGB pixels.</param>
/// <param name="Preprocess">Resizing, cropping and normalising.</param>
/// <param name="Inference">The network.</param>
/// <param name="Rest">
/// How long the network stood idle before it: waiting for this photo's pixels, writing earlier results.
/// </param>
public readonly record struct StageTimes(
    TimeSpan Decode, TimeSpan Preprocess, TimeSpan Inference, TimeSpan Rest = default)
{
    /// <summary>
    /// Decoding, preprocessing and the network: what the photo itself took, wherever it overlapped with others.
    /// </summary>
    public TimeSpan Total => Decode + Preprocess + Inference;
}
