namespace UneXt50.Toolchain.Graph;

/// <summary>
/// A residual network under torchvision's names: stem, max-pool, four stages of blocks, average pool, classifier.
/// </summary>
/// <param name="Architecture">The field's name of it: "resnext50_32x4d".</param>
/// <param name="Stem">The first convolutions, each followed by a ReLU: one of 7x7/2, or a deep stem's three.</param>
/// <param name="Blocks">All blocks, in order.</param>
/// <param name="Head">The classifier; null for a backbone alone.</param>
internal sealed record BackboneLayout(
    string Architecture,
    IReadOnlyList<ConvolutionLayer> Stem,
    IReadOnlyList<ResidualBlock> Blocks,
    ClassifierHead? Head)
{
    /// <summary>Width of the feature vector.</summary>
    public int FeatureWidth => Blocks[^1].OutputChannels;

    /// <summary>Width of the logits; 0 for a backbone alone.</summary>
    public int ClassCount => Head?.ClassCount ?? 0;

    /// <summary>Every convolution, in the order of the state dict.</summary>
    public IEnumerable<ConvolutionLayer> Convolutions => Stem.Concat(Blocks.SelectMany(
        block => block.Shortcut is { } shortcut ? block.Convolutions.Append(shortcut) : block.Convolutions));

    /// <summary>Name and shape of every floating-point tensor of the network, in the order of the state dict.</summary>
    public IEnumerable<(string Name, int[] Shape)> Tensors()
    {
        foreach (var convolution in Convolutions)
        {
            yield return (convolution.WeightName, convolution.WeightShape);
            foreach (var statistic in Norm(convolution.Norm, convolution.OutputChannels)) yield return statistic;
        }

        foreach (var layer in Head?.Layers ?? [])
        {
            if (layer.Norm is { } norm)
            {
                foreach (var statistic in Norm(norm, layer.Inputs)) yield return statistic;
            }

            yield return (layer.WeightName, [layer.Outputs, layer.Inputs]);
            if (layer.HasBias) yield return (layer.BiasName, [layer.Outputs]);
        }
    }

    private static IEnumerable<(string Name, int[] Shape)> Norm(string name, int channels) =>
        ((string[])["weight", "bias", "running_mean", "running_var"])
        .Select(statistic => ($"{name}.{statistic}", (int[])[channels]));
}
