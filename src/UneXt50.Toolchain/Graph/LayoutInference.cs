using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>
/// Reads a network's layout off the shapes of its tensors. Only what tells members of the family apart is read (depths,
/// widths, groups, stem, head); whether every tensor agrees with it is <see cref="StateDictCheck"/>'s question.
/// </summary>
internal sealed class LayoutInference
{
    private const int Stages = 4;
    private const int MaximumDepth = 256;
    private readonly StateDict _tensors;
    private readonly bool _stridesFirst;
    private readonly bool _bottleneck;
    private readonly int[] _depths = new int[Stages];

    private LayoutInference(StateDict tensors, bool stridesFirst)
    {
        _tensors = tensors;
        _stridesFirst = stridesFirst;
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
    /// <param name="tensors">Its tensors under torchvision's names.</param>
    /// <param name="stridesFirst">
    /// Whether bottlenecks step in their first convolution, 1x1, as those of arXiv:1512.03385, not in the 3x3 one.
    /// </param>
    /// <exception cref="CheckpointDamage">It is not a residual network in torchvision's layout.</exception>
    public static BackboneLayout Infer(StateDict tensors, bool stridesFirst = false) =>
        new LayoutInference(tensors, stridesFirst).Infer();

    private BackboneLayout Infer()
    {
        var stem = Stem();
        var groups = Groups();
        var blocks = new List<ResidualBlock>();
        var channels = stem[^1].OutputChannels;
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

        return new BackboneLayout(Name(groups, stem, blocks), stem, blocks, HeadInference.Infer(_tensors, channels));
    }

    /// <summary>torchvision's 7x7, or the three 3x3 of ResNet-C under timm's names.</summary>
    private ConvolutionLayer[] Stem()
    {
        if (Extent("conv1.0.weight", 0) is not { } first)
            return [new("conv1", "bn1", 3, Channels("conv1", "bn1"), Kernel: 7, Stride: 2)];
        var second = Channels("conv1.3", "conv1.4");
        return
        [
            new("conv1.0", "conv1.1", 3, first, Kernel: 3, Stride: 2),
            new("conv1.3", "conv1.4", first, second, Kernel: 3),
            new("conv1.6", "bn1", second, Channels("conv1.6", "bn1"), Kernel: 3),
        ];
    }

    private ResidualBlock Block(string name, int input, int width, int output, int stride, int groups)
    {
        ConvolutionLayer[] convolutions = _bottleneck
            ?
            [
                new($"{name}.conv1", $"{name}.bn1", input, width, Kernel: 1, _stridesFirst ? stride : 1),
                new($"{name}.conv2", $"{name}.bn2", width, width, Kernel: 3, _stridesFirst ? 1 : stride, groups),
                new($"{name}.conv3", $"{name}.bn3", width, output, Kernel: 1),
            ]
            :
            [
                new($"{name}.conv1", $"{name}.bn1", input, width, Kernel: 3, stride),
                new($"{name}.conv2", $"{name}.bn2", width, output, Kernel: 3),
            ];
        if (stride == 1 && input == output) return new ResidualBlock(name, convolutions, null);

        var projection = $"{name}.downsample";
        if (HasPool(name))
        {
            var behindPool = new ConvolutionLayer($"{projection}.1", $"{projection}.2", input, output, Kernel: 1);
            return new ResidualBlock(name, convolutions, behindPool, stride);
        }

        return new ResidualBlock(name, convolutions,
            new ConvolutionLayer($"{projection}.0", $"{projection}.1", input, output, Kernel: 1, stride));
    }

    /// <summary>Whether the shortcut is Sequential(pool, convolution, norm), not (convolution, norm).</summary>
    private bool HasPool(string block) =>
        _tensors.TryGet($"{block}.downsample.1.weight", out var tensor) && tensor.Shape.Count == 4;

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

    /// <summary>
    /// torchvision's names: depth counts weighted layers, width is the first stage's by group. Behind the depth stands
    /// timm's letter: c for a deep stem, d for one with pooled shortcuts (arXiv:1812.01187).
    /// </summary>
    private string Name(int groups, ConvolutionLayer[] stem, List<ResidualBlock> blocks)
    {
        var width = blocks[0].Convolutions[0].OutputChannels;
        var pooled = blocks.Exists(block => block.ShortcutPool > 1);
        var letter = stem.Length > 1 ? pooled ? "d" : "c" : pooled ? "_avgdown" : "";
        var depth = $"{_depths.Sum() * blocks[0].Convolutions.Count + 2}{letter}";
        if (groups > 1) return $"resnext{depth}_{groups}x{width / groups}d";
        return width > 64 && width % 64 == 0 ? $"wide_resnet{depth}_{width / 64}" : $"resnet{depth}";
    }

    private int Channels(string convolution, string norm) =>
        Extent($"{convolution}.weight", 0) ?? Extent($"{norm}.weight", 0) ?? throw NotThisFamily();

    private int? Extent(string name, int dimension) =>
        _tensors.TryGet(name, out var tensor) && dimension < tensor.Shape.Count && tensor.Shape[dimension] > 0
            ? tensor.Shape[dimension] : null;

    private CheckpointDamage NotThisFamily()
    {
        // The names that give it away, if it has others of the family's too: attention, split or shared convolutions.
        var odd = _tensors.Names.Where(name => name.StartsWith("layer", StringComparison.Ordinal) && !IsOfBlock(name))
            .Order(StringComparer.Ordinal).ToList();
        var named = odd.Count > 0 ? odd : _tensors.Names;
        return new CheckpointDamage(
            $"its tensors ({string.Join(", ", named.Take(3))}, ...) are not those of a ResNet or ResNeXt",
            $"give a checkpoint of that family; any other network can be exported to ONNX for {Setting.DescribeModel}");
    }

    private static bool IsOfBlock(string name) => name.Split('.')
        is [_, _, "conv1" or "conv2" or "conv3", "weight"]
        or [_, _, "bn1" or "bn2" or "bn3", _]
        or [_, _, "downsample", ..];
}
