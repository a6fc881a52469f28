namespace UneXt50.Toolchain.Checkpoints;

/// <summary>What a checkpoint lists, before any of its elements are read.</summary>
/// <param name="Tensors">All tensors, in order.</param>
/// <param name="Entries">The outermost names, of whatever they are.</param>
/// <param name="Read">Reads some of the floating-point tensors, in the order asked; valid while it is open.</param>
internal sealed record CheckpointContents(
    IReadOnlyList<ListedTensor> Tensors,
    IReadOnlyList<string> Entries,
    Func<IReadOnlyList<ListedTensor>, IReadOnlyList<FloatTensor>> Read)
{
    /// <summary>The class names that lie beside the tensors, in order; null where there are none.</summary>
    public IReadOnlyList<string>? ClassNames { get; init; }

    /// <summary>Some of the tensors, by the names they are given.</summary>
    /// <exception cref="CheckpointDamage">Two get the same name, or they are damaged.</exception>
    public StateDict ReadAs(IReadOnlyList<(ListedTensor Tensor, string Name)> wanted)
    {
        var names = new HashSet<string>();
        foreach (var (_, name) in wanted)
        {
            if (!names.Add(name)) throw new CheckpointDamage($"its tensor '{name}' occurs twice");
        }

        var values = Read([.. wanted.Select(item => item.Tensor)]);
        return new StateDict(wanted.Select((item, i) => KeyValuePair.Create(item.Name, values[i])));
    }
}
