using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>Which network of a checkpoint is meant.</summary>
internal static class NetworkChoice
{
    private const int MaximumListed = 6;

    /// <summary>The one that the user names, else the only whole one, else the one with averaged weights.</summary>
    /// <param name="contents">The checkpoint.</param>
    /// <param name="wanted">Its name, or so much of it that no other has; null to find out.</param>
    /// <returns>The network; null where there is none of a known layout.</returns>
    /// <exception cref="CheckpointDamage">There are several, or none of that name.</exception>
    public static FoundNetwork? Choose(CheckpointContents contents, string? wanted)
    {
        var all = FoundNetwork.All(contents);
        if (wanted is not null) return Named(all, wanted);
        if (all.Count <= 1) return all is [var only] ? only : null;

        var whole = all.Where(network => network.IsWhole).ToList();
        if (whole.Count <= 1) return whole is [var complete] ? complete : all[0];
        var averaged = whole.Where(network => IsAveraged(contents, network)).ToList();
        return averaged is [var average]
            ? average : throw Several("it holds several networks", averaged.Count > 1 ? averaged : whole);
    }

    private static FoundNetwork Named(IReadOnlyList<FoundNetwork> all, string wanted)
    {
        if (all.FirstOrDefault(network => network.Name == wanted) is { } exact) return exact;
        var matching = all.Where(
            network => $".{network.Name}.".Contains($".{wanted}.", StringComparison.Ordinal)).ToList();
        return matching switch
        {
            [var only] => only,
            [] when all.Count > 0 => throw Several($"it holds no network '{wanted}'", all),
            [] => throw new CheckpointDamage(
                "it holds no network of this family", "give a checkpoint of a ResNet or ResNeXt"),
            _ => throw Several($"'{wanted}' is part of several names", matching),
        };
    }

    private static bool IsAveraged(CheckpointContents contents, FoundNetwork network)
    {
        // MMEngine swaps the two before it saves: state_dict has the averages, ema_state_dict the last step.
        if (contents.Entries.Contains("message_hub")) return !network.IsNamedAveraged;
        // torch.optim.swa_utils.AveragedModel keeps count beside its module.
        return network.IsNamedAveraged || (network.Prefix.EndsWith("module.", StringComparison.Ordinal)
            && contents.Tensors.Any(tensor => tensor.Name == $"{network.Prefix[..^"module.".Length]}n_averaged"));
    }

    private static CheckpointDamage Several(string problem, IReadOnlyList<FoundNetwork> networks)
    {
        var rest = networks.Count > MaximumListed ? $" and {networks.Count - MaximumListed} more" : "";
        var names = string.Join(", ", networks.Take(MaximumListed).Select(network => $"'{network.Name}'"));
        return new CheckpointDamage(
            $"{problem}: it has {names}{rest}", $"choose one, for example with {Setting.Network} {networks[0].Name}");
    }
}
