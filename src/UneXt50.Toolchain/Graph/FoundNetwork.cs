using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>A backbone somewhere in a checkpoint.</summary>
/// <param name="Prefix">What stands before all of its names, with the last dot; empty for nothing.</param>
/// <param name="Layout">Whose names they are.</param>
/// <param name="Tensors">All tensors with that prefix, and torchvision's names for them; null for others.</param>
internal sealed record FoundNetwork(
    string Prefix, KeyLayout Layout, IReadOnlyList<(ListedTensor Tensor, string? Name)> Tensors)
{
    private const int Maximum = 16;

    /// <summary>What every whole network has; moments and averages of its parameters alone lack these.</summary>
    private static readonly string[] Essential =
    [
        "bn1.running_var", "layer1.0.bn1.running_var", "layer2.0.bn1.running_var", "layer3.0.bn1.running_var",
        "layer4.0.bn1.running_var",
    ];

    /// <summary>Words for weights averaged over a training's steps, which is what such a training is for.</summary>
    private static readonly string[] AveragedWords = ["ema", "swa", "avg", "averaged", "average", "polyak"];

    /// <summary>What the user calls it: "model_ema.module"; a dot for the outermost.</summary>
    public string Name => Prefix.Length == 0 ? "." : Prefix.TrimEnd('.');

    /// <summary>Whether no stage is missing.</summary>
    public bool IsWhole => Essential.All(name => Tensors.Any(tensor => tensor.Name == name));

    /// <summary>Whether its name says that its weights are averages.</summary>
    public bool IsNamedAveraged => Prefix.ToLowerInvariant().Split('.', '_', '-').Any(AveragedWords.Contains);

    /// <summary>Every backbone that the tensors make up, each once, in order.</summary>
    public static IReadOnlyList<FoundNetwork> All(CheckpointContents contents)
    {
        var places = Places(contents.Tensors.Select(tensor => tensor.Name).ToHashSet()).Take(Maximum + 1).ToList();
        if (places.Count > Maximum)
            throw new CheckpointDamage($"it holds more than {Maximum} networks", "save one of them");
        var found = new List<FoundNetwork>();
        foreach (var (prefix, layout) in places)
        {
            // A network inside this one's prefix is another.
            var inner = places.Select(place => place.Prefix).Where(other =>
                other.Length > prefix.Length && other.StartsWith(prefix, StringComparison.Ordinal)).ToList();
            var network = new FoundNetwork(prefix, layout, [.. contents.Tensors
                .Where(tensor => tensor.Name.StartsWith(prefix, StringComparison.Ordinal)
                    && !inner.Exists(other => tensor.Name.StartsWith(other, StringComparison.Ordinal)))
                .Select(tensor => (tensor, layout.Rename(tensor.Name[prefix.Length..])))]);
            if (!found.Exists(network.IsSameAs)) found.Add(network);
        }

        return found;
    }

    private static IEnumerable<(string Prefix, KeyLayout Layout)> Places(HashSet<string> names)
    {
        var taken = new HashSet<string>();
        foreach (var layout in KeyLayout.All)
        {
            foreach (var name in names.Where(name => name.EndsWith(layout.FirstBlock, StringComparison.Ordinal)))
            {
                var prefix = name[..^layout.FirstBlock.Length];
                if (prefix is not ("" or [.., '.']) || taken.Contains(prefix)) continue;
                if (layout.Stems.Count > 0 && !layout.Stems.Any(stem => names.Contains(prefix + stem))) continue;
                taken.Add(prefix);
                yield return (prefix, layout);
            }
        }
    }

    /// <summary>Whether both are the same elements under two names, as of a module with two parents.</summary>
    private bool IsSameAs(FoundNetwork other) => other.Tensors.Count == Tensors.Count
        && other.Tensors.Zip(Tensors).All(pair =>
            pair.First.Name == pair.Second.Name && pair.First.Tensor.Source.Equals(pair.Second.Tensor.Source));
}
