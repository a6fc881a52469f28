using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>Compares a state dict with a layout, tensor by tensor.</summary>
internal static class StateDictCheck
{
    private const int MaximumListed = 20;

    /// <summary>Returns when every tensor is there, of its shape, with usable values, and no other is.</summary>
    /// <exception cref="CheckpointDamage">Otherwise; the message lists the tensors by name.</exception>
    public static void Verify(BackboneLayout layout, StateDict tensors)
    {
        List<string> missing = [], misshapen = [], unusable = [];
        var unexpected = tensors.Names.ToHashSet();
        foreach (var (name, shape) in layout.Tensors())
        {
            unexpected.Remove(name);
            if (!tensors.TryGet(name, out var tensor))
                missing.Add(name);
            else if (!tensor.Shape.SequenceEqual(shape))
                misshapen.Add($"{name} [{Text(tensor.Shape)}] instead of [{Text(shape)}]");
            else if (!IsUsable(name, tensor))
                unusable.Add(name);
        }

        string[] problems =
        [
            .. List("missing tensors", missing),
            .. List("tensors of the wrong shape", misshapen),
            .. List("unexpected tensors", tensors.Names.Where(unexpected.Contains).ToList()),
            .. List("tensors with NaN, infinite or impossible values", unusable),
        ];
        if (problems.Length == 0) return;
        throw new CheckpointDamage($"it does not fit {layout.Architecture}: {string.Join("; ", problems)}",
            "give the state dict of one whole network of that kind; any other can be exported to ONNX for "
            + Setting.DescribeModel);
    }

    private static bool IsUsable(string name, FloatTensor tensor)
    {
        // A variance is never negative; batch norm would take its root.
        var least = name.EndsWith(".running_var", StringComparison.Ordinal) ? 0 : float.MinValue;
        return Array.TrueForAll(tensor.Values, value => float.IsFinite(value) && value >= least);
    }

    private static IEnumerable<string> List(string what, List<string> names)
    {
        if (names.Count == 0) yield break;
        var rest = names.Count > MaximumListed ? $" and {names.Count - MaximumListed} more" : "";
        yield return $"{what}: {string.Join(", ", names.Take(MaximumListed))}{rest}";
    }

    private static string Text(IReadOnlyList<int> shape) => string.Join(", ", shape);
}
