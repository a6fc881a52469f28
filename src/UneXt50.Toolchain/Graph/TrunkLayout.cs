namespace UneXt50.Toolchain.Graph;

/// <summary>
/// A residual network in torchvision's layout: stem, max-pool, four stages of blocks, average pool, linear classifier.
/// </summary>
/// <param name="Architecture">The field's name of it: "resnext50_32x4d".</param>
/// <param name="Stem">The first convolution, 7x7/2 on RGB.</param>
/// <param name="Blocks">All blocks, in order.</param>
/// <param name="ClassCount">Rows of the classifier.</param>
internal sealed record TrunkLayout(
    string Architecture, ConvolutionLayer Stem, IReadOnlyList<ResidualBlock> Blocks, int ClassCount)
{
    public const string ClassifierWeight = "fc.weight";
    public const string ClassifierBias = "fc.bias";

    /// <summary>Width of the feature vector.</summary>
    public int FeatureWidth => Blocks[^1].OutputChannels;

    /// <summary>Every convolution, in the order of the state dict.</summary>
    public IEnumerable<ConvolutionLayer> Convolutions => Blocks
        .SelectMany(block => block.Shortcut is { } shortcut ? block.Convolutions.Append(shortcut) : block.Convolutions)
        .Prepend(Stem);

    /// <summary>Name and shape of every floating-point tensor of the network, in the order of the state dict.</summary>
    public IEnumerable<(string Name, int[] Shape)> Tensors()
    {
        foreach (var convolution in Convolutions)
        {
            yield return (convolution.WeightName, convolution.WeightShape);
            foreach (var statistic in (string[])["weight", "bias", "running_mean", "running_var"])
                yield return ($"{convolution.Norm}.{statistic}", [convolution.OutputChannels]);
        }

        yield return (ClassifierWeight, [ClassCount, FeatureWidth]);
        yield return (ClassifierBias, [ClassCount]);
    }
}
