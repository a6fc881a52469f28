using System.Text.RegularExpressions;

namespace UneXt50.Labels;

/// <summary>Class names among other settings in YAML, as in the data.yaml of YOLO.</summary>
internal static partial class LabelSettings
{
    /// <summary>The names' own part of such a text, as a list or table of its own; null for any other text.</summary>
    public static string? NamesIn(string text)
    {
        var lines = LineEnd().Split(text)
            .Where(line => line.Trim() is not ("" or "---" or "..." or ['#', ..])).ToList();
        var start = lines.FindIndex(line => NamesKey().IsMatch(line));
        if (start < 0 || !lines.TrueForAll(IsYaml)) return null;

        var end = lines.FindIndex(start + 1, line => Key().IsMatch(line));
        var block = lines[(start + 1)..(end < 0 ? lines.Count : end)];
        var value = lines[start][(lines[start].IndexOf(':') + 1)..].Trim();
        if (value is "" or ['#', ..]) return block.Count > 0 ? string.Join('\n', block) : null;

        var flow = string.Join(' ', block.Prepend(value));
        // YAML takes words without quotes.
        return Unquoted().Match(flow) is { Success: true, Groups: [_, var items] }
            ? string.Join('\n', items.Value.TrimEnd(',', ' ').Split(',')) : flow;
    }

    private static bool IsYaml(string line) =>
        char.IsWhiteSpace(line[0]) || line[0] is '-' or ']' or '}' || Key().IsMatch(line);

    [GeneratedRegex(@"\r\n|\n|\r")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"\A[A-Za-z_][\w-]*\s*:(?:\s|\z)", RegexOptions.CultureInvariant)]
    private static partial Regex Key();

    [GeneratedRegex(@"\A(?:names|classes|class_names|labels|id2label)\s*:(?:\s|\z)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex NamesKey();

    [GeneratedRegex(@"\A\[\s*([^\[\]{}""']*?)\s*\]\s*(?:#.*)?\z")]
    private static partial Regex Unquoted();
}
