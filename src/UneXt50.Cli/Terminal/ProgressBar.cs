using System.Diagnostics;

namespace UneXt50.Cli.Terminal;

/// <summary>
/// A line on the terminal: bar, count, rate, time left. It shows once a run has taken a moment and goes when it ends.
/// </summary>
/// <param name="total">How many there will be, once that is known; null when it never is.</param>
internal sealed class ProgressBar(Task<int>? total)
{
    private const int Width = 24;
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(200);

    private readonly long _start = Stopwatch.GetTimestamp();
    private TimeSpan _nextDraw = Interval;
    private int _done;
    private int _failed;

    public void Advance(bool failed)
    {
        _done++;
        if (failed) _failed++;
        var elapsed = Stopwatch.GetElapsedTime(_start);
        if (elapsed < _nextDraw) return;
        _nextDraw = elapsed + Interval;
        var known = total is { IsCompletedSuccessfully: true } ? total.Result : (int?)null;
        StatusLine.Show(Line(_done, _failed, known, elapsed));
    }

    private static string Line(int done, int failed, int? total, TimeSpan elapsed)
    {
        var rate = done / elapsed.TotalSeconds;
        var failures = failed > 0 ? $"  {failed:N0} failed" : "";
        if (total is not { } all || all < done) return $"{done:N0} photos  {rate:F1}/s{failures}";

        var bar = new string('#', (int)((long)Width * done / all)).PadRight(Width, '.');
        var left = TimeSpan.FromSeconds((all - done) / rate);
        return $"[{bar}] {done:N0}/{all:N0}  {rate:F1}/s  {Clock(left)} left{failures}";
    }

    private static string Clock(TimeSpan time) => time.TotalHours >= 1
        ? $"{(int)time.TotalHours}:{time:mm\\:ss}" : $"{time:m\\:ss}";
}
