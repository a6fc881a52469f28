using UneXt50.Known;

namespace UneXt50.Inference;

/// <summary>
/// A network that has been loaded: one run gives both outputs, <c>features</c> [N, D] and, if it has a head,
/// <c>logits</c> [N, K]. Which engine runs it makes no difference to anyone else.
/// </summary>
internal interface INetwork : IDisposable
{
    /// <summary>The file it was loaded from.</summary>
    string Path { get; }

    ModelCard Card { get; }

    /// <summary>What the file has stored of photos that it knows; null for nothing.</summary>
    KnownPhotos? Known { get; }

    /// <summary>Values in a feature vector.</summary>
    int FeatureWidth { get; }

    /// <summary>Classes of the head; 0 for a backbone alone.</summary>
    int ClassCount { get; }

    /// <summary>Never <see cref="InferenceEngine.Auto"/>.</summary>
    InferenceEngine Engine { get; }

    /// <summary>The engine and what of it is at work, for people: "native (AVX2)", "onnxruntime 1.31.1".</summary>
    string EngineDescription { get; }

    /// <summary>What each provider of onnxruntime runs of it, where some were named; otherwise empty.</summary>
    IReadOnlyList<ProviderNodes> Nodes => [];

    /// <summary>Buffers for runs of up to <paramref name="capacity"/> photos.</summary>
    /// <param name="capacity">Photos in a run, at most.</param>
    /// <param name="threads">
    /// Threads that a run uses, where the engine can do with fewer than it was opened for; 0 is all of those.
    /// </param>
    INetworkBatch NewBatch(int capacity, int threads = 0);
}
