using System.Text;

namespace UneXt50.Cli.Documentation;

/// <summary>Writes the language of manual pages; see man(7).</summary>
internal sealed class Roff
{
    private readonly StringBuilder _text = new();

    /// <summary>A request such as <c>.SH</c>; each argument is one, whatever it holds.</summary>
    public Roff Request(string name, params IEnumerable<string> arguments)
    {
        _text.Append('.').Append(name);
        foreach (var argument in arguments)
        {
            _text.Append(" \"").Append(Escape(argument).Replace("\"", "\\(dq", StringComparison.Ordinal)).Append('"');
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>A line of text, with parts that are bold or italic.</summary>
    public Roff Line(params IEnumerable<(char Font, string Text)> parts)
    {
        _text.Append("\\&");
        foreach (var (font, part) in parts)
        {
            _text.Append(font == 'R' ? Escape(part) : $"\\f{font}{Escape(part)}\\fR");
        }

        _text.Append('\n');
        return this;
    }

    /// <summary>A line of plain text.</summary>
    public Roff Line(string text) => Line(('R', text));

    public override string ToString() => _text.ToString();

    /// <summary>Makes every character print as itself, so that what is copied from the page can be run.</summary>
    private static string Escape(string text) => text
        .Replace("\\", "\\e", StringComparison.Ordinal)
        .Replace("-", "\\-", StringComparison.Ordinal)
        .Replace("'", "\\(aq", StringComparison.Ordinal)
        .Replace("`", "\\(ga", StringComparison.Ordinal)
        .Replace("^", "\\(ha", StringComparison.Ordinal)
        .Replace("~", "\\(ti", StringComparison.Ordinal);
}
