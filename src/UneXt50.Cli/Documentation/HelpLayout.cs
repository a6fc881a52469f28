using System.Text;

namespace UneXt50.Cli.Documentation;

/// <summary>Text in two columns, 80 characters wide.</summary>
internal sealed class HelpLayout
{
    private const int Width = 80;
    private const int MostIndented = 26;

    private readonly StringBuilder _text = new();

    public HelpLayout Heading(string text) => Blank().Line($"{text}:");

    /// <summary>An empty line, but not at the beginning.</summary>
    public HelpLayout Blank()
    {
        if (_text.Length > 0) _text.Append('\n');
        return this;
    }

    /// <summary>A line as it is, however long: it may be there to be copied.</summary>
    public HelpLayout Line(string text)
    {
        _text.Append(text).Append('\n');
        return this;
    }

    /// <summary>Lines as wide as fit, all but the first indented.</summary>
    public HelpLayout Paragraph(string first, string text, int indent)
    {
        var line = new StringBuilder(first);
        var isFresh = true;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (!isFresh && line.Length + 1 + word.Length > Width)
            {
                Line(line.ToString());
                line.Clear().Append(' ', indent);
                isFresh = true;
            }

            if (!isFresh) line.Append(' ');
            line.Append(word);
            isFresh = false;
        }

        return Line(line.ToString().TrimEnd());
    }

    /// <summary>Terms, and what each means, in columns.</summary>
    public HelpLayout Items(IReadOnlyCollection<(string Term, string Meaning)> items)
    {
        var widest = items.Select(item => item.Term.Length).Where(length =>
            length <= MostIndented).DefaultIfEmpty().Max();
        var indent = 2 + Math.Max(widest, 4) + 2;
        foreach (var (term, meaning) in items)
        {
            if (term.Length <= MostIndented)
            {
                Paragraph($"  {term}".PadRight(indent), meaning, indent);
                continue;
            }

            Line($"  {term}").Paragraph(new string(' ', indent), meaning, indent);
        }

        return this;
    }

    public override string ToString() => _text.ToString();
}
