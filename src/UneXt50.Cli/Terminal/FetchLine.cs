using System.Globalization;
using UneXt50.Toolchain.Fetch;

namespace UneXt50.Cli.Terminal;

/// <summary>A line on the terminal that says how much of a download is here.</summary>
internal sealed class FetchLine(bool visible) : IProgress<FetchProgress>, IDisposable
{
    private const double Megabyte = 1e6;

    private long _shown = -1;

    public void Report(FetchProgress value)
    {
        var now = (long)(value.Received / Megabyte);
        if (!visible || now == _shown) return;
        _shown = now;
        var total = value.Total > 0 ? $" of {value.Total / Megabyte:F0}" : "";
        StatusLine.Show(string.Create(CultureInfo.InvariantCulture, $"fetching {now}{total} MB"));
    }

    public void Dispose()
    {
        if (visible) StatusLine.Clear();
    }
}
