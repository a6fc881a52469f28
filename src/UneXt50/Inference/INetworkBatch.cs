using UneXt50.Imaging;

namespace UneXt50.Inference;

/// <summary>
/// The buffers of a run, used again and again: fill <see cref="Input"/>, call <see cref="Run"/>, read the rows. Nothing
/// is allocated by a run.
/// </summary>
internal interface INetworkBatch : IDisposable
{
    /// <summary>The photos of the next run.</summary>
    InputTensor Input { get; }

    /// <summary>Runs the network on the first <paramref name="count"/> photos of <see cref="Input"/>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Ends the run in the middle: a loop in a graph may have no end of its own.</param>
    /// <exception cref="UneXt50Exception">The network failed, as it may when the model file is damaged.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    void Run(int count, CancellationToken cancellation = default);

    /// <summary>Feature vector of photo <paramref name="index"/> of the last run.</summary>
    ReadOnlySpan<float> Features(int index);

    /// <summary>Logits of photo <paramref name="index"/> of the last run; empty for a backbone alone.</summary>
    ReadOnlySpan<float> Logits(int index);
}
