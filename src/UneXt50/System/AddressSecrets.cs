using System.Text;

namespace UneXt50;

/// <summary>
/// Passwords in addresses, wherever one stands in a text: <c>rtsp://user:password@host/path?token=...</c>. They are for
/// those who are addressed, and for no message, result or list of processes.
/// </summary>
public static class AddressSecrets
{
    private const string SchemeEnd = "://";

    // As cameras and GStreamer's elements call them.
    private static readonly string[] Keys =
        ["password", "passwd", "pass", "pas", "pwd", "psw", "pw", "token", "secret", "auth", "apikey", "api_key"];

    /// <summary>The text with three stars for each.</summary>
    public static string Hide(string text) => Replace(text, _ => "***");

    /// <summary>The text, as long as before, with a star for each of their characters.</summary>
    public static string Cover(string text) => Replace(text, length => new string('*', length));

    private static string Replace(string text, Func<int, string> stars)
    {
        ArgumentNullException.ThrowIfNull(text);
        var shown = new StringBuilder();
        var at = 0;
        foreach (var (start, end) in Find(text))
        {
            if (start < at) continue;
            shown.Append(text, at, start - at).Append(stars(end - start));
            at = end;
        }

        return at == 0 ? text : shown.Append(text, at, text.Length - at).ToString();
    }

    private static IEnumerable<(int Start, int End)> Find(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '=' && IsKey(text.AsSpan(0, i)))
            {
                var start = i + 1 < text.Length && IsQuote(text[i + 1]) ? i + 2 : i + 1;
                var end = EndOf(text, start, "&;#");
                if (end > start) yield return (start, end);
            }
            else if (string.CompareOrdinal(text, i, SchemeEnd, 0, SchemeEnd.Length) == 0
                && Password(text, i + SchemeEnd.Length) is { } password)
            {
                yield return password;
                i = password.End;
            }
        }
    }

    private static bool IsKey(ReadOnlySpan<char> before)
    {
        foreach (var key in Keys)
        {
            if (before.EndsWith(key, StringComparison.OrdinalIgnoreCase)) return true;
        }

        return false;
    }

    /// <summary>What stands between the user's name and the host.</summary>
    private static (int Start, int End)? Password(string text, int start)
    {
        var end = EndOf(text, start, "/?#");
        var at = text.LastIndexOf('@', end - 1, end - start);
        if (at < 0 && text.IndexOf(':', start, end - start) is >= 0 and var port && !IsNumber(text[(port + 1)..end]))
        {
            // A slash that was not written as %2F, in a password.
            end = EndOf(text, start, "");
            at = text.LastIndexOf('@', end - 1, end - start);
        }

        if (at < 0) return null;
        var colon = text.IndexOf(':', start, at - start);
        return colon < 0 || colon + 1 == at ? null : (colon + 1, at);
    }

    private static bool IsQuote(char character) => character is '"' or '\'';

    private static bool IsNumber(string text) => text.All(char.IsAsciiDigit);

    private static int EndOf(string text, int start, string ends)
    {
        var end = start;
        while (end < text.Length && !char.IsWhiteSpace(text[end]) && !IsQuote(text[end])
            && !ends.Contains(text[end], StringComparison.Ordinal)) end++;
        return end;
    }
}
