using System.Globalization;
using System.Net;
using System.Text;

namespace UneXt50;

/// <summary>
/// Puts values into a page. Text is escaped, for names come from files; numbers are written the same everywhere.
/// </summary>
internal static class HtmlText
{
    /// <summary>Appends HTML whose values are escaped.</summary>
    public static StringBuilder Add(this StringBuilder page, FormattableString html) => page.Append(string.Format(
        CultureInfo.InvariantCulture,
        html.Format,
        [.. html.GetArguments().Select(argument => argument is string text ? Encoded(text) : argument)]));

    private static string Encoded(string text) => WebUtility.HtmlEncode(TerminalText.Escape(text));
}
