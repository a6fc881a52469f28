namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// The class names that training programs save beside weights: MMEngine's meta.dataset_meta.classes, mmpretrain's
/// meta.CLASSES, class_to_idx of torchvision's folders, id2label.
/// </summary>
internal static class PickledLabels
{
    private const int MaximumDepth = 3;
    private const int MaximumCount = 100_000;

    private static readonly string[] Lists =
    [
        "CLASSES", "classes", "class_names", "label_names", "names", "id2label", "idx_to_class", "idx2label",
        "class_to_idx", "label2id",
    ];

    private static readonly string[] Holders =
        ["meta", "dataset_meta", "hyper_parameters", "config", "args", "extra_state", "metadata"];

    /// <summary>The names, in the order of their indices; null where there are none.</summary>
    public static IReadOnlyList<string>? In(object? content) => In(content, 0);

    private static IReadOnlyList<string>? In(object? content, int depth)
    {
        var table = content as PickleDictionary ?? (content as PickleObject)?.Items
            ?? (content as PickleObject)?.State as PickleDictionary;
        if (table is null || depth > MaximumDepth) return null;
        object? Value(string key) => table.Items.LastOrDefault(item => item.Key is string name && name == key).Value;

        return Lists.Select(key => Names(Value(key))).FirstOrDefault(names => names is not null)
            ?? Holders.Select(key => In(Value(key), depth + 1)).FirstOrDefault(names => names is not null);
    }

    private static string[]? Names(object? value) => value switch
    {
        IReadOnlyList<object?> { Count: > 0 and <= MaximumCount } list when list.All(item => item is string) =>
            [.. list.Cast<string>()],
        PickleDictionary { Items.Count: > 0 and <= MaximumCount } table => Ordered(table),
        _ => null,
    };

    private static string[]? Ordered(PickleDictionary table)
    {
        var names = new string?[table.Items.Count];
        foreach (var item in table.Items)
        {
            var (index, name) = (item.Key, item.Value) switch
            {
                (long key, string text) => (key, text),
                (string text, long number) => (number, text),
                _ => (-1, ""),
            };
            if (index < 0 || index >= names.Length || names[index] is not null) return null;
            names[index] = name;
        }

        return names!;
    }
}
