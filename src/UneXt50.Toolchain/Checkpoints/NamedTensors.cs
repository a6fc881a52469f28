namespace UneXt50.Toolchain.Checkpoints;

/// <summary>The state dict in what a pickle holds.</summary>
/// <param name="Wrapper">The entry it lies in, as in {"epoch": 3, "state_dict": {...}}; empty for none.</param>
/// <param name="Items">Its floating-point tensors by name.</param>
internal sealed record NamedTensors(string Wrapper, IReadOnlyList<KeyValuePair<string, TensorReference>> Items)
{
    /// <summary>Averaged weights before those of the last step: they are what such a training was for.</summary>
    private static readonly string[] Wrappers = ["state_dict_ema", "model_ema", "state_dict", "model"];

    /// <summary>Finds it.</summary>
    /// <exception cref="CheckpointDamage">There is none, or something else is among its tensors.</exception>
    public static NamedTensors Find(object? content)
    {
        if (content is not PickleDictionary dictionary)
            throw new CheckpointDamage("it holds no state dict", "save model.state_dict() with torch.save");

        var wrapper = Wrappers.FirstOrDefault(name => dictionary.Nested(name) is not null, "");
        var named = new List<KeyValuePair<string, TensorReference>>();
        var names = new HashSet<string>();
        foreach (var (key, value) in (dictionary.Nested(wrapper) ?? dictionary).Items)
        {
            if (key is not string name || value is not TensorReference tensor)
            {
                throw new CheckpointDamage(
                    $"its entry '{key as string ?? "?"}' is not a tensor", "save model.state_dict() with torch.save");
            }

            if (!tensor.Storage.Type.IsFloat()) continue;
            if (!names.Add(name)) throw new CheckpointDamage($"its tensor '{name}' occurs twice");
            named.Add(new(name, tensor));
        }

        return named.Count > 0
            ? new NamedTensors(wrapper, named) : throw new CheckpointDamage("it holds no floating-point tensors");
    }
}
