namespace UneXt50.Toolchain.Graph;

/// <summary>What makes logits of a backbone's last activations: linear layers with ReLUs between them.</summary>
/// <param name="Layers">The layers, in order.</param>
/// <param name="ConcatenatesMaximum">
/// Whether the first layer takes [maximum, mean] over the pixels, as fast.ai's AdaptiveConcatPool2d, not the mean only.
/// </param>
internal sealed record ClassifierHead(IReadOnlyList<LinearLayer> Layers, bool ConcatenatesMaximum)
{
    /// <summary>
    /// Whether it has a single logit, whose sigmoid is the probability of one class beside its contrary.
    /// </summary>
    public bool HasOneLogit => Layers[^1].Outputs == 1;

    /// <summary>Width of the logits in the graph.</summary>
    public int ClassCount => HasOneLogit ? 2 : Layers[^1].Outputs;
}
