using System.Globalization;
using System.Text;

namespace UneXt50;

/// <summary>Makes names that come from files safe to print: they may hold line breaks and terminal commands.</summary>
public static class TerminalText
{
    /// <summary>
    /// <paramref name="text"/> with everything that does not print as itself written as an escape: <c>\n</c>,
    /// <c>\r</c>, <c>\t</c>, or <c>\u{1B}</c> for other control, direction and separator characters and for halves of
    /// surrogate pairs.
    /// </summary>
    public static string Escape(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange(' ', '~')) return text;
        var escaped = new StringBuilder(text.Length + 8);
        for (var i = 0; i < text.Length;)
        {
            if (Rune.TryGetRuneAt(text, i, out var rune) && Prints(rune))
            {
                escaped.Append(text, i, rune.Utf16SequenceLength);
                i += rune.Utf16SequenceLength;
                continue;
            }

            _ = text[i] switch
            {
                '\n' => escaped.Append("\\n"),
                '\r' => escaped.Append("\\r"),
                '\t' => escaped.Append("\\t"),
                var other => escaped.Append(CultureInfo.InvariantCulture, $"\\u{{{(int)other:X}}}"),
            };
            i++;
        }

        return escaped.ToString();
    }

    private static bool Prints(Rune rune) => Rune.GetUnicodeCategory(rune) is not (
        UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
        or UnicodeCategory.ParagraphSeparator);
}
