namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// A dict or OrderedDict of a pickle: its items in the order they were set. Keys are not hashed, so no crafted key can
/// make it slow.
/// </summary>
internal sealed class PickleDictionary
{
    public List<KeyValuePair<object?, object?>> Items { get; } = [];

    /// <summary>The dictionary under that key, if there is one.</summary>
    public PickleDictionary? Nested(string key) =>
        Items.LastOrDefault(item => item.Key is string name && name == key).Value as PickleDictionary;
}
