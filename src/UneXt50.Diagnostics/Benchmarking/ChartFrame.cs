using System.Text;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>The plane of a chart in SVG units: two axes with ticks, and where values lie between them.</summary>
internal sealed class ChartFrame(NiceScale across, NiceScale up)
{
    public const int Width = 440;
    public const int Height = 220;
    public const int Top = 12;

    /// <summary>From the top of the plane to the axis across.</summary>
    public const int Plane = Height - Top - Bottom;

    private const int Left = 46;
    private const int Right = 12;
    private const int Bottom = 36;

    public double X(double value) => Math.Round(Left + (across.Share(value) * (Width - Left - Right)), 1);

    public double Y(double value) => Math.Round(Height - Bottom - (up.Share(value) * Plane), 1);

    /// <summary>Opens the picture and draws the axes; the caller closes it.</summary>
    /// <param name="page">The page.</param>
    /// <param name="description">What the chart shows, for those who do not see it.</param>
    /// <param name="unit">What the values across are.</param>
    public void Open(StringBuilder page, string description, string unit)
    {
        page.Add($"<svg viewBox=\"0 0 {Width} {Height}\" role=\"img\" aria-label=\"{description}\">\n");
        foreach (var tick in up.Ticks)
        {
            page.Add($"<path class=\"grid\" d=\"M{Left} {Y(tick)}H{Width - Right}\"/>")
                .Add($"<text class=\"end\" x=\"{Left - 6}\" y=\"{Y(tick) + 4}\">{Math.Round(tick, 6)}</text>\n");
        }

        foreach (var tick in across.Ticks)
        {
            page.Add($"<text class=\"middle\" x=\"{X(tick)}\" y=\"{Height - Bottom + 16}\">")
                .Add($"{Math.Round(tick, 6)}</text>\n");
        }

        page.Add($"<text class=\"end\" x=\"{Width - Right}\" y=\"{Height - 4}\">{unit}</text>\n");
    }
}
