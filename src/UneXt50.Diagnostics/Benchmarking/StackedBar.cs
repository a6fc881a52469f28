using System.Text;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>A whole and its parts: one bar, and a legend that gives each part in figures.</summary>
internal static class StackedBar
{
    /// <param name="page">The page.</param>
    /// <param name="unit">What the figures are.</param>
    /// <param name="parts">Names and sizes, none negative.</param>
    public static void Add(StringBuilder page, string unit, IReadOnlyList<(string Name, double Size)> parts)
    {
        var whole = parts.Sum(part => part.Size);
        page.Append("<div class=\"stack\" role=\"img\" aria-hidden=\"true\">");
        foreach (var (index, part) in parts.Index())
        {
            var share = whole > 0 ? part.Size / whole : 1;
            page.Add($"<span class=\"part{index % 6}\" style=\"flex-grow:{share:F4}\"></span>");
        }

        page.Append("</div>\n<table class=\"legend\">\n");
        foreach (var (index, part) in parts.Index())
        {
            page.Add($"<tr><td><span class=\"key part{index % 6}\"></span></td><th scope=\"row\">{part.Name}</th>")
                .Add($"<td>{part.Size:F2} {unit}</td><td>{(whole > 0 ? 100 * part.Size / whole : 0):F0} %</td></tr>\n");
        }

        page.Append("</table>\n");
    }
}
