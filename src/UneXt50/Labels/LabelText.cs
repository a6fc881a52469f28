using System.Text.RegularExpressions;

namespace UneXt50.Labels;

/// <summary>Class names as people and programs write them down.</summary>
internal static partial class LabelText
{
    /// <summary>What the columns of a table of names are called.</summary>
    private const string Column =
        @"""?(?:id|index|idx|class|label|target|name|class[ _]?(?:id|idx|index|name)|label[ _]?(?:id|name))""?";

    /// <summary>The names in a text.</summary>
    /// <exception cref="FormatException">It is no list of names.</exception>
    public static LabelList Read(string text)
    {
        text = LabelSettings.NamesIn(text) ?? text;
        if (Literal().Match(text) is { Success: true } match)
            return LabelTable.Read(text[match.Groups["literal"].Index..]);

        var lines = LineEnd().Split(text.TrimEnd()).Select(line => line.Trim()).ToList();
        if (lines is [""]) return LabelList.Create([]);
        if (lines is [var only] && only.Contains(',') && Unquoted(only).Length == only.Length) return Separated(only);
        if (lines.IndexOf("") is >= 0 and var empty) throw new FormatException($"line {empty + 1} is empty");
        return Listed(lines) ?? Indexed(lines) ?? Quoted(lines) ?? LabelList.Create(lines);
    }

    /// <summary>A single line with commas: nothing has one class alone whose name is a list.</summary>
    private static LabelList Separated(string line) => LabelList.Create(
        [.. line.TrimEnd(',').Split(',').Select(item => Unquoted(item.Trim()))],
        "the commas on its only line were taken for the ends of names");

    /// <summary>The items of a list in YAML: "- cat".</summary>
    private static LabelList? Listed(List<string> lines)
    {
        var items = lines.Where(line => line is not ("---" or ['#', ..])).ToList();
        if (items is [var first, ..] && IsHeading(first)) items.RemoveAt(0);
        return items.Count > 0 && items.TrueForAll(item => item.StartsWith("- ", StringComparison.Ordinal))
            ? LabelList.Create([.. items.Select(item => Unquoted(item[2..].Trim()))],
                "the dashes in front of its lines were left out")
            : null;
    }

    /// <summary>
    /// Lines of an index and a name, or of a name and an index, where the indices are 0, 1, 2 and so on, each once: of
    /// any other numbers nobody knows what they mean, and they stay.
    /// </summary>
    private static LabelList? Indexed(List<string> lines)
    {
        var rows = IsHeading(lines[0]) ? lines[1..] : lines;
        if (rows.Count < 2) return null;
        foreach (var form in (Regex[])[IndexAndName(), NameAndIndex()])
        {
            var names = new string?[rows.Count];
            var spaced = false;
            foreach (var match in rows.Select(row => form.Match(row)))
            {
                if (!match.Success || !int.TryParse(match.Groups["index"].Value, out var index)) break;
                if (index >= names.Length || names[index] is not null) break;
                names[index] = Unquoted(match.Groups["name"].Value);
                spaced |= match.Groups["separator"].Value.Trim(' ').Length == 0;
            }

            if (Array.Exists(names, name => name is null)) continue;
            // Behind a blank alone, the number may belong to the name: "0 stars", "1 star", "2 stars".
            if (spaced && names.Distinct().Count() * 10 < names.Length * 9) continue;
            return LabelList.Create(
                names!, $"the numbers 0 to {names.Length - 1} in it were taken for the classes' indices");
        }

        return null;
    }

    /// <summary>Lines that are quoted one and all, as items of a program are, with or without commas.</summary>
    private static LabelList? Quoted(List<string> lines)
    {
        var items = lines.ConvertAll(line => line.TrimEnd(','));
        return items.TrueForAll(item => Unquoted(item).Length < item.Length)
            ? LabelList.Create([.. items.Select(Unquoted)], "the quotes around its names were left out") : null;
    }

    /// <summary>The first line of a YAML list, or of a table: "names:", "index,name".</summary>
    private static bool IsHeading(string line) => Heading().IsMatch(line);

    private static string Unquoted(string text) => text switch
    {
        ['"', .. var inner, '"'] => inner.Replace("\"\"", "\"", StringComparison.Ordinal),
        ['\'', .. var inner, '\''] => inner.Replace("''", "'", StringComparison.Ordinal),
        _ => text,
    };

    // Without a name in front of it, a bracket of the round kind may well begin a label.
    [GeneratedRegex(@"\A\s*(?:(?<literal>[\[{])|[A-Za-z_]\w*\s*=\s*(?<literal>[\[{(]))", RegexOptions.CultureInvariant)]
    private static partial Regex Literal();

    [GeneratedRegex(@"\r\n|\n|\r")]
    private static partial Regex LineEnd();

    [GeneratedRegex(@"\A(?<index>\d{1,6})(?<separator>\s*[:：,，;；=\t]\s*|\s+)(?<name>\S.*)\z")]
    private static partial Regex IndexAndName();

    [GeneratedRegex(@"\A(?<name>.*\S)(?<separator>\s*[:：,，;；=\t]\s*)(?<index>\d{1,6})\z")]
    private static partial Regex NameAndIndex();

    [GeneratedRegex(@"\A(?:(?:names|labels|classes|id2label):|" + Column + @"\s*[,;\t]\s*" + Column + @")\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Heading();
}
