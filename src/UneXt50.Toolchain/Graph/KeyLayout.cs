using System.Text.RegularExpressions;

namespace UneXt50.Toolchain.Graph;

/// <summary>How one family of programs names the tensors of a backbone.</summary>
/// <param name="Name">Where such checkpoints come from.</param>
/// <param name="FirstBlock">The name of the first block's first weight, by which a backbone is found.</param>
/// <param name="Stems">Names of which this layout has one, and no other layout with the same first block.</param>
/// <param name="Rename">torchvision's name for one of a backbone's; null for a name that is none of it.</param>
/// <param name="MayHaveMore">Whether other tensors may lie among the backbone's; they are left out.</param>
internal sealed partial record KeyLayout(
    string Name, string FirstBlock, IReadOnlyList<string> Stems, Func<string, string?> Rename, bool MayHaveMore = false)
{
    private const string TorchvisionBlock = "layer1.0.conv1.weight";

    /// <summary>torchvision's names, and timm's, which are the same.</summary>
    public static KeyLayout Torchvision { get; } = new("torchvision", TorchvisionBlock, [], name => name);

    /// <summary>All that are known, torchvision's last: it takes what has no other's stem.</summary>
    public static IReadOnlyList<KeyLayout> All { get; } =
    [
        new("timm with a deep stem", TorchvisionBlock, ["conv1.0.weight"], name => name),
        new("mmpretrain with a deep stem", TorchvisionBlock, ["stem.0.weight"], name => Replaced(name,
        [
            ("stem.0.", "conv1.0."), ("stem.1.", "conv1.1."), ("stem.3.", "conv1.3."), ("stem.4.", "conv1.4."),
            ("stem.6.", "conv1.6."), ("stem.7.", "bn1."),
        ]) ?? name),
        // nn.Sequential(*model.children()), as of fast.ai's learners: conv1, bn1, relu, maxpool, layer1 to layer4.
        new("fast.ai", "4.0.conv1.weight", ["0.weight", "0.0.weight"], name => Replaced(name,
        [
            ("0.", "conv1."), ("1.", "bn1."), ("4.", "layer1."), ("5.", "layer2."), ("6.", "layer3."),
            ("7.", "layer4."),
        ])),
        new("Hugging Face", "encoder.stages.0.layers.0.layer.0.convolution.weight", [], HuggingFaceName),
        // The segmentation network; enc1 is Sequential(maxpool, layer1).
        new("UneXt50 segmentation", "enc1.1.0.conv1.weight", ["enc0.0.weight"], name => Replaced(name,
        [
            ("enc0.0.", "conv1."), ("enc0.1.", "bn1."), ("enc1.1.", "layer1."), ("enc2.", "layer2."),
            ("enc3.", "layer3."), ("enc4.", "layer4."),
        ]), MayHaveMore: true),
        Torchvision,
    ];

    /// <summary>Whether the names are those of the transformers library.</summary>
    public bool IsHuggingFace => Name == "Hugging Face";

    private static string? Replaced(string name, ReadOnlySpan<(string From, string To)> beginnings)
    {
        foreach (var (from, to) in beginnings)
        {
            if (name.StartsWith(from, StringComparison.Ordinal)) return to + name[from.Length..];
        }

        return null;
    }

    /// <summary>Of transformers' ResNetModel (models/resnet/modeling_resnet.py).</summary>
    private static string? HuggingFaceName(string name)
    {
        if (Replaced(name, [("embedder.embedder.convolution.", "conv1."), ("embedder.embedder.normalization.", "bn1.")])
            is { } stem) return stem;
        if (HuggingFaceBlock().Match(name) is not { Success: true } match) return null;
        var (stage, block) = (Number("stage") + 1, match.Groups["block"].Value);
        var isNorm = match.Groups["kind"].Value == "normalization";
        var layer = match.Groups["layer"].Success
            ? $"{(isNorm ? "bn" : "conv")}{Number("layer") + 1}" : $"downsample.{(isNorm ? 1 : 0)}";
        return $"layer{stage}.{block}.{layer}.{match.Groups["leaf"].Value}";

        int Number(string group) => match.Groups[group].Value[0] - '0';
    }

    [GeneratedRegex(@"\Aencoder\.stages\.(?<stage>\d)\.layers\.(?<block>\d{1,3})"
        + @"\.(?:layer\.(?<layer>\d)|shortcut)\.(?<kind>convolution|normalization)\.(?<leaf>\w+)\z",
        RegexOptions.CultureInvariant)]
    private static partial Regex HuggingFaceBlock();
}
