using System.Text.RegularExpressions;
using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>The tensors of a backbone and its head under torchvision's names.</summary>
/// <param name="Tensors">Those tensors.</param>
/// <param name="Layout">Whose names they had.</param>
/// <param name="Prefix">What stood before all of the backbone's names, without the last dot; empty for nothing.</param>
/// <param name="LeftOut">Where the tensors lie that belong to neither: "optimizer", "state_dict.criterion".</param>
internal sealed partial record BackboneTensors(
    StateDict Tensors, KeyLayout Layout, string Prefix, IReadOnlyList<string> LeftOut)
{
    /// <summary>What the layers of a backbone and a head learn; their other tensors are counters.</summary>
    private static readonly string[] Learned = ["weight", "bias", "running_mean", "running_var"];

    /// <summary>With what it normalises pictures itself; null where it does not.</summary>
    public InputStatistics? Statistics { get; private init; }

    /// <summary>The class names that the checkpoint has beside its tensors; null where it has none.</summary>
    public IReadOnlyList<string>? ClassNames { get; private init; }

    /// <summary>Finds the network in a checkpoint and reads it. Tensors that no layout fits keep their names.</summary>
    /// <param name="contents">The checkpoint.</param>
    /// <param name="network">Which of several is meant; null for the one that the checkpoint is for.</param>
    /// <param name="withoutHead">Whether its head, if it has one, is left out.</param>
    /// <exception cref="CheckpointDamage">None can be told, or it is of a kind that is not read.</exception>
    public static BackboneTensors Find(CheckpointContents contents, string? network = null, bool withoutHead = false)
    {
        contents = contents with { Tensors = [.. contents.Tensors.Select(WithoutWrappers)] };
        if (NetworkChoice.Choose(contents, network) is not { } found)
        {
            ComputedWeights.Refuse(contents.Tensors);
            var own = contents.Tensors.Where(tensor => tensor.IsFloat).Select(tensor => (tensor, tensor.Name)).ToList();
            return new BackboneTensors(contents.ReadAs(own), KeyLayout.Torchvision, "", []);
        }

        var backbone = found.Tensors.Where(item => IsOfBackbone(item.Name)).ToList();
        var used = backbone.Select(item => (item.Tensor, item.Name!)).ToList();
        var taken = backbone.Select(item => item.Tensor).ToHashSet(ReferenceEqualityComparer.Instance);
        var group = HeadTensors.Find(contents, found, taken);
        ComputedWeights.Refuse(found.Tensors.Select(item => item.Tensor).Concat(group?.Tensors
            .Select(item => item.Tensor) ?? []).Where(tensor => !withoutHead || group?.Has(tensor) != true));
        // Under any name: a layer may have two.
        if (group is not null) taken.UnionWith(contents.Tensors.Where(group.Has));
        var statistics = InputStatistics.Read(contents, found.Prefix);
        if (group is not null && !withoutHead) used.AddRange(group.Renamed());
        // Whatever else is among the backbone's belongs to a network that computes something else.
        used.AddRange(found.Tensors.Where(item => !taken.Contains(item.Tensor) && IsAmong(found, backbone, item.Tensor)
            && !(statistics is not null && InputStatistics.IsOne(item.Tensor)))
            .Select(item => (item.Tensor, item.Tensor.Name[found.Prefix.Length..])));

        if (used.Find(item => !item.Tensor.IsFloat && IsLearned(item.Item2)) is ({ } unreadable, _))
        {
            throw new CheckpointDamage($"its tensor '{unreadable.Name}' holds {unreadable.Elements} elements",
                $"give the checkpoint with float weights; {Setting.QuantizeModel} makes int8 of them");
        }

        var read = used.Where(item => item.Tensor.IsFloat).ToList();
        var kept = read.Select(item => item.Tensor).ToHashSet(ReferenceEqualityComparer.Instance);
        var leftOut = contents.Tensors.Where(tensor => tensor.IsFloat && !kept.Contains(tensor))
            .Select(tensor => Part(tensor.Name, found.Prefix)).Distinct().ToList();
        return new BackboneTensors(contents.ReadAs(read), found.Layout, found.Prefix.TrimEnd('.'), leftOut)
        {
            Statistics = statistics,
            ClassNames = contents.ClassNames,
        };
    }

    /// <summary>A tensor without the words that compiling and sharding put into names, wherever they stand.</summary>
    private static ListedTensor WithoutWrappers(ListedTensor tensor) =>
        Wrapper().IsMatch(tensor.Name) ? tensor with { Name = Wrapper().Replace(tensor.Name, "") } : tensor;

    private static bool IsOfBackbone(string? name) => name is not null && OfBackbone().IsMatch(name);

    private static bool IsAmong(
        FoundNetwork network, List<(ListedTensor Tensor, string? Name)> backbone, ListedTensor tensor) =>
        !network.Layout.MayHaveMore && backbone[0].Tensor.Container == tensor.Container
        && !OfTraining().IsMatch(tensor.Name[network.Prefix.Length..]);

    private static bool IsLearned(string name) => Learned.Contains(name[(name.LastIndexOf('.') + 1)..]);

    /// <summary>As much of a name as tells it from the network's: one word more than they have in common.</summary>
    private static string Part(string name, string prefix)
    {
        var common = 0;
        for (var i = 0; i < Math.Min(name.Length, prefix.Length) && name[i] == prefix[i]; i++)
        {
            if (name[i] == '.') common = i + 1;
        }

        var end = name.IndexOf('.', common);
        return end < 0 ? name : name[..end];
    }

    [GeneratedRegex(@"\b(?:_orig_mod|_fsdp_wrapped_module|_checkpoint_wrapped_module|_forward_module)\.",
        RegexOptions.CultureInvariant)]
    private static partial Regex Wrapper();

    /// <summary>What a module keeps for its training alone: weights of a loss, counts of a metric.</summary>
    [GeneratedRegex(@"\A(?:\w+_)?(?:loss|losses|criterion|metrics?|acc|accuracy|f1|auroc|confmat|optimizer|scheduler)"
        + @"(?:_\w+)?\.", RegexOptions.CultureInvariant)]
    private static partial Regex OfTraining();

    [GeneratedRegex(@"\A(?:conv1|bn1|layer[1-4])\.", RegexOptions.CultureInvariant)]
    private static partial Regex OfBackbone();
}
