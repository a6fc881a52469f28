using System.Text;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>Ratios with their intervals beside the line at 1, where nothing differs.</summary>
internal static class RatioChart
{
    private const int RowHeight = 34;
    private const int Left = 96;
    private const int Right = 16;

    public static void Add(StringBuilder page, IReadOnlyList<(string Name, PairedRatio Ratio)> rows)
    {
        var least = Math.Min(1, rows.Min(row => row.Ratio.Low));
        var most = Math.Max(1, rows.Max(row => row.Ratio.High));
        var scale = NiceScale.Fit(least, most, 5);
        double X(double value) => Math.Round(Left + (scale.Share(value) * (ChartFrame.Width - Left - Right)), 1);

        var bottom = rows.Count * RowHeight;
        page.Add($"<svg viewBox=\"0 0 {ChartFrame.Width} {bottom + 24}\" role=\"img\" ")
            .Append("aria-label=\"Ratios with intervals\">\n");
        foreach (var tick in scale.Ticks)
        {
            page.Add($"<path class=\"grid\" d=\"M{X(tick)} 0V{bottom}\"/>")
                .Add($"<text class=\"middle\" x=\"{X(tick)}\" y=\"{bottom + 16}\">{Math.Round(tick, 6)}</text>\n");
        }

        page.Add($"<path class=\"mark\" d=\"M{X(1)} 0V{bottom}\"/>\n");
        foreach (var (index, (name, ratio)) in rows.Index())
        {
            var y = (index * RowHeight) + (RowHeight / 2);
            page.Add($"<text x=\"0\" y=\"{y + 4}\">{name}</text>")
                .Add($"<path class=\"interval\" d=\"M{X(ratio.Low)} {y}H{X(ratio.High)}\"/>")
                .Add($"<circle class=\"run\" cx=\"{X(ratio.Median)}\" cy=\"{y}\" r=\"5\"/>\n");
        }

        page.Append("</svg>\n");
    }
}
