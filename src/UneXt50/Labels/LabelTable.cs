using System.Globalization;
using System.Text.Json;

namespace UneXt50.Labels;

/// <summary>
/// Class names in JSON, or as Python prints lists and dictionaries: a list, index to name, name to index, and either of
/// them inside a larger object, as in the config.json of a checkpoint.
/// </summary>
internal static class LabelTable
{
    /// <summary>Where larger objects have the names.</summary>
    private static readonly string[] Members =
    [
        "id2label", "label_names", "class_names", "classes", "labels", "names", "categories", "idx_to_class",
        "idx2label", "label2id", "class_to_idx",
    ];

    private static readonly JsonDocumentOptions Options = new() { AllowTrailingCommas = true, MaxDepth = 32 };

    /// <summary>The names in a text that begins with a bracket or a brace.</summary>
    /// <exception cref="FormatException">It is not JSON, or no list of names.</exception>
    public static LabelList Read(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(PythonLiteral.ToJson(text), Options);
            return LabelList.Create(Names(json.RootElement));
        }
        catch (JsonException damage)
        {
            var line = damage.LineNumber is { } number ? $"line {number + 1} of it" : "it";
            throw new FormatException($"it begins as JSON or a Python list does, but {line} is neither", damage);
        }
        catch (InvalidOperationException damage)
        {
            throw new FormatException("it has a name that is not text", damage);
        }
    }

    /// <summary>The names in the config.json that lies beside a checkpoint; null where it has none.</summary>
    /// <exception cref="FormatException">It has some that are no list of names.</exception>
    public static LabelList? OfConfig(JsonElement config)
    {
        foreach (var member in (string[])["id2label", "label_names"])
        {
            if (config.TryGetProperty(member, out var value)
                && value.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            {
                return LabelList.Create(Names(value));
            }
        }

        return null;
    }

    private static string[] Names(JsonElement element)
    {
        if (element.ValueKind == JsonValueKind.Array)
        {
            return element.GetArrayLength() > 0 && element[0].ValueKind == JsonValueKind.Object
                ? Ordered(element.EnumerateArray().Select(Described)) : [.. element.EnumerateArray().Select(Name)];
        }

        foreach (var member in Members)
        {
            if (element.TryGetProperty(member, out var inner)
                && inner.ValueKind is JsonValueKind.Array or JsonValueKind.Object)
            {
                return inner.ValueKind == JsonValueKind.Array ? Names(inner) : Ordered(inner.EnumerateObject().Select(Row));
            }
        }

        return Ordered(element.EnumerateObject().Select(Row));
    }

    private static string[] Ordered(IEnumerable<(int Index, string Name)> table)
    {
        var rows = table.ToList();
        var names = new string?[rows.Count];
        foreach (var (index, name) in rows)
        {
            if (index < 0 || index >= names.Length)
                throw new FormatException($"it names {names.Length} classes, but one of them is number {index}");
            if (names[index] is not null) throw new FormatException($"it has two names for class {index}");
            names[index] = name;
        }

        return names!;
    }

    private static (int Index, string Name) Row(JsonProperty row)
    {
        if (row.Value.ValueKind == JsonValueKind.Number)
            return row.Value.TryGetInt32(out var value) ? (value, row.Name.Trim()) : throw Odd(row.Name);
        if (IsIndex(row.Name, out var key)) return (key, Name(row.Value));
        return row.Value.ValueKind == JsonValueKind.String && IsIndex(row.Value.GetString()!, out var text)
            ? (text, row.Name.Trim()) : throw Odd(row.Name);
    }

    /// <summary>A class as data sets describe theirs: {"id": 0, "name": "cat"}.</summary>
    private static (int Index, string Name) Described(JsonElement item, int at)
    {
        JsonElement? Member(params ReadOnlySpan<string> names)
        {
            foreach (var name in names)
            {
                if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var member)) return member;
            }

            return null;
        }

        var name = Member("name", "label", "class", "class_name", "displayName")
            ?? throw new FormatException($"its item {at} has no name");
        return (Member("id", "index", "class_id", "label_id") is { ValueKind: JsonValueKind.Number } number
            ? number.TryGetInt32(out var index) ? index : throw new FormatException($"its item {at} has no number")
            : at, Name(name));
    }

    private static bool IsIndex(string text, out int index) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out index);

    /// <summary>A name, or torchvision's pair of WordNet number and name.</summary>
    private static string Name(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => element.GetString()!.Trim(),
        JsonValueKind.Array when element.GetArrayLength() == 2 && element[1].ValueKind == JsonValueKind.String =>
            element[1].GetString()!.Trim(),
        var other => throw new FormatException(
            $"it holds {other.ToString().ToLowerInvariant()} where a name should be"),
    };

    private static FormatException Odd(string name) =>
        new($"its entry '{name}' is neither an index with a name nor a name with an index");
}
