namespace UneXt50.Results;

/// <summary>Where one photo's time went. A batch's inference is shared out evenly among its photos.</summary>
/// <param name="Decode">Reading and decoding, to upright RGB pixels.</param>
/// <param name="Preprocess">Resizing, cropping and normalising.</param>
/// <param name="Inference">The network.</param>
/// <param name="Rest">
/// How long the network stood idle before it: waiting for this photo's pixels, writing earlier results.
/// </param>
/// <param name="Heads">The heads behind the features; zero where there are none.</param>
public readonly record struct StageTimes(
    TimeSpan Decode, TimeSpan Preprocess, TimeSpan Inference, TimeSpan Rest = default, TimeSpan Heads = default)
{
    /// <summary>
    /// Decoding, preprocessing, the network and its heads: what the photo itself took, wherever it overlapped with
    /// others.
    /// </summary>
    public TimeSpan Total => Decode + Preprocess + Inference + Heads;
}
