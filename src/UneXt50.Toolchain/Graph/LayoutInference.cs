using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>
/// Reads a network's layout off the shapes of its tensors. Only what tells members of the family apart is read (depths,
/// widths, groups, classes); whether every tensor agrees with it is <see cref="StateDictCheck"/>'s question.
/// </summary>
internal sealed class LayoutInference
{
    private const int Stages = 4;
    private const int MaximumDepth = 256;
    private readonly StateDict _tensors;
    private readonly bool _bottleneck;
    private readonly int[] _depths = new int[Stages];

    private LayoutInference(StateDict tensors)
    {
        _tensors = tensors;
        foreach (var name in tensors.Names)
        {
            if (name.Split('.') is not [['l', 'a', 'y', 'e', 'r', var stage], var index, var part, ..]) continue;
            if (stage is < '1' or > '4') continue;
            if (!int.TryParse(index, out var block) || block is < 0 or >= MaximumDepth) continue;
            ref var depth = ref _depths[stage - '1'];
            depth = Math.Max(depth, block + 1);
            _bottleneck |= part is "conv3" or "bn3";
        }
    }

    /// <summary>The layout of the network these tensors belong to.</summary>
    /// <exception cref="CheckpointDamage">It is not a residual network in torchvision's layout.</exception>
    public static TrunkLayout Infer(StateDict tensors) => new LayoutInference(tensors).Infer();

    private TrunkLayout Infer()
    {
        var stem = new ConvolutionLayer("conv1", "bn1", 3, Channels("conv1", "bn1"), Kernel: 7, Stride: 2);
        var groups = Groups();
        var blocks = new List<ResidualBlock>();
        var channels = stem.OutputChannels;
        for (var stage = 1; stage <= Stages; stage++)
        {
            var first = $"layer{stage}.0";
            // Of both kinds of block the second convolution has the block's width.
            var width = Channels($"{first}.conv2", $"{first}.bn2");
            var output = _bottleneck ? Channels($"{first}.conv3", $"{first}.bn3") : width;
            for (var block = 0; block < _depths[stage - 1]; block++)
            {
                var stride = stage > 1 && block == 0 ? 2 : 1;
                blocks.Add(Block($"layer{stage}.{block}", channels, width, output, stride, groups));
                channels = output;
            }
        }

        var classes = Extent(TrunkLayout.ClassifierWeight, 0) ?? Extent(TrunkLayout.ClassifierBias, 0) ?? 0;
        return new TrunkLayout(Name(groups, blocks[0]), stem, blocks, classes);
    }

    private ResidualBlock Block(string name, int input, int width, int output, int stride, int groups)
    {
        ConvolutionLayer[] convolutions = _bottleneck
            ?
            [
                new($"{name}.conv1", $"{name}.bn1", input, width, Kernel: 1),
                new($"{name}.conv2", $"{name}.bn2", width, width, Kernel: 3, stride, groups),
                new($"{name}.conv3", $"{name}.bn3", width, output, Kernel: 1),
            ]
            :
            [
                new($"{name}.conv1", $"{name}.bn1", input, width, Kernel: 3, stride),
                new($"{name}.conv2", $"{name}.bn2", width, output, Kernel: 3),
            ];
        var projection = $"{name}.downsample";
        var shortcut = stride == 1 && input == output
            ? null : new ConvolutionLayer($"{projection}.0", $"{projection}.1", input, output, Kernel: 1, stride);
        return new ResidualBlock(name, convolutions, shortcut);
    }

    /// <summary>All blocks have as many groups as the first whose grouped convolution has a possible shape.</summary>
    private int Groups()
    {
        if (!_bottleneck) return 1;
        for (var block = 0; block < _depths[0]; block++)
        {
            var weight = $"layer1.{block}.conv2.weight";
            if (Extent(weight, 0) is { } width && Extent(weight, 1) is { } perGroup && width % perGroup == 0)
                return width / perGroup;
        }

        throw NotThisFamily();
    }

    /// <summary>torchvision's names: depth counts weighted layers, width is the first stage's by group.</summary>
    private string Name(int groups, ResidualBlock first)
    {
        var width = first.Convolutions[0].OutputChannels;
        var depth = _depths.Sum() * first.Convolutions.Count + 2;
        if (groups > 1) return $"resnext{depth}_{groups}x{width / groups}d";
        return width > 64 && width % 64 == 0 ? $"wide_resnet{depth}_{width / 64}" : $"resnet{depth}";
    }

    private int Channels(string convolution, string norm) =>
        Extent($"{convolution}.weight", 0) ?? Extent($"{norm}.weight", 0) ?? throw NotThisFamily();

    private int? Extent(string name, int dimension) =>
        _tensors.TryGet(name, out var tensor) && dimension < tensor.Shape.Count && tensor.Shape[dimension] > 0
            ? tensor.Shape[dimension] : null;

    private CheckpointDamage NotThisFamily() => new(
        $"its tensors ({string.Join(", ", _tensors.Names.Take(3))}, ...) are not torchvision's of a ResNet or ResNeXt",
        "give a checkpoint of that family, such as resnext50_32x4d");
}
