namespace UneXt50.Toolchain.Graph;

/// <summary>What makes logits of a trunk's last activations: linear layers with ReLUs between them.</summary>
/// <param name="Layers">The layers, in order.</param>
/// <param name="ConcatenatesMaximum">
/// Whether the first layer takes [maximum, mean] over the pixels, as fast.ai's AdaptiveConcatPool2d, not the mean only.
/// </param>
internal sealed record ClassifierHead(IReadOnlyList<LinearLayer> Layers, bool ConcatenatesMaximum)
{
    public int ClassCount => Layers[^1].Outputs;
}
