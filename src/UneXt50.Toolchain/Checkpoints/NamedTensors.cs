namespace UneXt50.Toolchain.Checkpoints;

/// <summary>Finds the state dict in what a checkpoint holds, and the names its tensors should have.</summary>
internal static class NamedTensors
{
    private const string ParallelPrefix = "module.";
    private static readonly string[] Wrappers = ["state_dict", "model"];

    /// <summary>The floating-point tensors by name, out of their wrappers and without DataParallel's prefix.</summary>
    /// <exception cref="CheckpointDamage">There are none, or something else is among them.</exception>
    public static IReadOnlyList<KeyValuePair<string, TensorReference>> Find(object? content)
    {
        if (content is not PickleDictionary dictionary)
            throw new CheckpointDamage("it holds no state dict", "save model.state_dict() with torch.save");

        var wrapped = Wrappers.Select(dictionary.Nested).FirstOrDefault(nested => nested is not null);
        var named = new List<KeyValuePair<string, TensorReference>>();
        foreach (var (key, value) in (wrapped ?? dictionary).Items)
        {
            if (key is not string name || value is not TensorReference tensor)
            {
                throw new CheckpointDamage(
                    $"its entry '{key as string ?? "?"}' is not a tensor", "save model.state_dict() with torch.save");
            }

            if (tensor.Storage.Type.IsFloat()) named.Add(new(name, tensor));
        }

        if (named.Count == 0) throw new CheckpointDamage("it holds no floating-point tensors");
        var prefix = named.TrueForAll(item => item.Key.StartsWith(ParallelPrefix, StringComparison.Ordinal))
            ? ParallelPrefix.Length : 0;
        var names = new HashSet<string>();
        foreach (var (name, _) in named)
        {
            if (!names.Add(name)) throw new CheckpointDamage($"its tensor '{name}' occurs twice");
        }

        return named.ConvertAll(item => new KeyValuePair<string, TensorReference>(item.Key[prefix..], item.Value));
    }
}
