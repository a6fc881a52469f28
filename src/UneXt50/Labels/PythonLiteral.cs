using System.Globalization;
using System.Text;

namespace UneXt50.Labels;

/// <summary>Lists and dictionaries as Python prints them, said in JSON; JSON stays what it is.</summary>
internal static class PythonLiteral
{
    /// <summary>
    /// Rewrites quotes, tuples, numbers as keys, comments and the words None, True, False and NaN. What is neither
    /// language stays as it is, for the parser to refuse.
    /// </summary>
    public static string ToJson(string text)
    {
        var json = new StringBuilder(text.Length);
        for (var at = 0; at < text.Length;)
        {
            var end = at + 1;
            switch (text[at])
            {
                case '\'' or '"':
                    end = Quote(text, at, json);
                    break;
                case '#':
                    while (end < text.Length && text[end] is not ('\n' or '\r')) end++;
                    break;
                case '(':
                    json.Append('[');
                    break;
                case ')':
                    json.Append(']');
                    break;
                case var first when char.IsAsciiLetterOrDigit(first):
                    while (end < text.Length && char.IsAsciiLetterOrDigit(text[end])) end++;
                    Word(text, at, end, json);
                    break;
                default:
                    json.Append(text[at]);
                    break;
            }

            at = end;
        }

        return json.ToString();
    }

    private static void Word(string text, int start, int end, StringBuilder json)
    {
        var word = text[start..end];
        var isKey = text.AsSpan(end).TrimStart() is [':', ..] && char.IsAsciiDigit(word[0]);
        // Python 2 put a u before its texts.
        if (word == "u" && end < text.Length && text[end] is '\'' or '"') return;
        json.Append(isKey ? $"\"{word}\"" : word switch
        {
            "None" or "NaN" => "null",
            "True" => "true",
            "False" => "false",
            _ => word,
        });
    }

    /// <summary>Writes a quoted text in JSON's way.</summary>
    /// <returns>The index behind its closing quote.</returns>
    private static int Quote(string text, int start, StringBuilder json)
    {
        json.Append('"');
        var at = start + 1;
        while (at < text.Length && text[at] != text[start])
        {
            var character = text[at++];
            if (character == '\\' && at < text.Length) character = Escaped(text, ref at);
            // Half a surrogate pair, too, may stand so.
            if (character is '"' or '\\' or < ' ' or > '~')
                json.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                json.Append(character);
        }

        if (at < text.Length) json.Append('"');
        return at + 1;
    }

    private static char Escaped(string text, ref int at)
    {
        var code = text[at++];
        var digits = code switch { 'x' => 2, 'u' => 4, _ => 0 };
        if (digits > 0 && at + digits <= text.Length
            && ushort.TryParse(text.AsSpan(at, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture,
                out var value))
        {
            at += digits;
            return (char)value;
        }

        return code switch { 'n' => '\n', 't' => '\t', 'r' => '\r', 'b' => '\b', 'f' => '\f', _ => code };
    }
}
