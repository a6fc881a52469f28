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

/// <summary>Convolutions in a row, whose output is added to the block's input.</summary>
/// <param name="Name">Its name in the state dict: "layer1.0".</param>
/// <param name="Convolutions">Two (basic) or three (bottleneck), each but the last followed by a ReLU.</param>
/// <param name="Shortcut">The projection of the input where its shape is not the output's.</param>
/// <param name="ShortcutPool">
/// Side and step of the average pool before the projection (ResNet-D, arXiv:1812.01187); 1 for none.
/// </param>
internal sealed record ResidualBlock(
    string Name, IReadOnlyList<ConvolutionLayer> Convolutions, ConvolutionLayer? Shortcut, int ShortcutPool = 1)
{
    public int OutputChannels => Convolutions[^1].OutputChannels;
}

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

/// <summary>A linear layer of a head, and the batch norm in front of it.</summary>
/// <param name="Name">Its name in the state dict: "fc".</param>
/// <param name="Norm">The batch norm's name; null for none.</param>
/// <param name="Inputs">Width of its input.</param>
/// <param name="Outputs">Width of its output.</param>
/// <param name="HasBias">Whether it adds a bias.</param>
internal sealed record LinearLayer(string Name, string? Norm, int Inputs, int Outputs, bool HasBias)
{
    public string WeightName => Name + ".weight";

    public string BiasName => Name + ".bias";
}
