namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// A dict or OrderedDict of a pickle: its items in the order they were set. Keys are not hashed, so no crafted key can
/// make it slow.
/// </summary>
internal sealed class PickleDictionary
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];

    /// <summary>A dictionary of pairs, as Python 2 wrote OrderedDict.</summary>
    public static PickleDictionary FromItems(List<object?> items)
    {
        var dictionary = new PickleDictionary();
        foreach (var item in items)
        {
            if (item is not List<object?> pair || pair is not [var key, var value])
                throw new CheckpointDamage("its pickle is damaged");
            dictionary.Items.Add(new(key, value));
        }

        return dictionary;
    }

    /// <summary>The dictionary under that key, if there is one.</summary>
    public PickleDictionary? Nested(string key) =>
        Items.LastOrDefault(item => item.Key is string name && name == key).Value as PickleDictionary;
}
