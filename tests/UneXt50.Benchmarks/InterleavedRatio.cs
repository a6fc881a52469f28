using UneXt50.Diagnostics.Benchmarking;







namespace UneXt50.Benchmarks;

/// <summary>
/// Two ways to do a thing on one thread, measured in turns and in processor time, so that what else the machine does is
/// not counted and what it does to caches falls on both.
/// </summary>
internal static class InterleavedRatio
{
    private const int WarmUp = 3;

    /// <summary>The second's processor time over the first's.</summary>
    public static PairedRatio Of(int pairs, Action first, Action second)
    {
        var (firsts, seconds) = (new List<double>(), new List<double>());
        for (var i = -WarmUp; i < pairs; i++)
        {
            var (one, other) = i % 2 == 0 ? (Time(first), Time(second)) : Swapped(first, second);
            if (i < 0) continue;
            firsts.Add(one);
            seconds.Add(other);
        }

        return PairedRatio.Estimate(firsts, seconds);
    }

    private static (double First, double Second) Swapped(Action first, Action second)
    {
        var other = Time(second);
        return (Time(first), other);
    }

    private static double Time(Action action)
    {
        var start = Environment.CpuUsage.TotalTime;
        action();
        return (Environment.CpuUsage.TotalTime - start).TotalMilliseconds;
    }
}
