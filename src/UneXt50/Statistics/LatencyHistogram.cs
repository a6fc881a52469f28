using System.Numerics;

namespace UneXt50.Statistics;

/// <summary>
/// Times of one stage in constant memory, however many: counts in buckets that are exact below 25.6 microseconds and
/// above that at most 1/128 of the value wide, so that a percentile, read from the middle of its bucket, is off by at
/// most 0.4 % (as in HdrHistogram, Gil Tene). Count, mean and maximum are exact. Not for several threads at once.
/// </summary>
internal sealed class LatencyHistogram
{
    // As in a float, a bucket is the power of two of its ticks (100 ns) and the seven bits below the leading one.
    private const int MantissaBits = 7;
    private const int Subdivisions = 1 << MantissaBits;

    private readonly int[] _buckets = new int[(63 - MantissaBits + 1) * Subdivisions];
    private long _count;
    private double _sum;
    private long _max;

    /// <summary>Adds a time; a negative one (a clock that was set back) counts as zero.</summary>
    public void Record(TimeSpan time)
    {
        var ticks = Math.Max(time.Ticks, 0);
        _buckets[Bucket(ticks)]++;
        _count++;
        _sum += ticks;
        _max = Math.Max(_max, ticks);
    }

    /// <summary>How many times were recorded.</summary>
    public long Count => _count;

    /// <summary>All times together.</summary>
    public TimeSpan Sum => TimeSpan.FromTicks((long)_sum);

    /// <summary>How many times were not above each bound, within 0.4 % of it; the bounds ascend.</summary>
    public void CountUpTo(ReadOnlySpan<TimeSpan> bounds, Span<long> counts)
    {
        var (bucket, seen) = (0, 0L);
        for (var i = 0; i < bounds.Length; i++)
        {
            for (; bucket < _buckets.Length && Middle(bucket) <= bounds[i].Ticks; bucket++) seen += _buckets[bucket];
            counts[i] = seen;
        }
    }

    /// <summary>The figures so far; all zero when nothing was recorded.</summary>
    public LatencyStatistics Summarize() => new(
        _count, Milliseconds(_count == 0 ? 0 : _sum / _count),
        Percentile(0.50), Percentile(0.95), Percentile(0.99), Milliseconds(_max));

    // Nearest rank: the smallest time that is not below the given share of all.
    private double Percentile(double share)
    {
        var wanted = (long)Math.Ceiling(share * _count);
        if (wanted == 0) return 0;
        var bucket = -1;
        for (var seen = 0L; seen < wanted;) seen += _buckets[++bucket];
        return Milliseconds(Math.Min(Middle(bucket), _max));
    }

    private static int Bucket(long ticks)
    {
        if (ticks < Subdivisions) return (int)ticks;
        var shift = BitOperations.Log2((ulong)ticks) - MantissaBits;
        return shift * Subdivisions + (int)(ticks >> shift);
    }

    private static double Middle(int bucket)
    {
        if (bucket < Subdivisions) return bucket;
        var shift = bucket / Subdivisions - 1;
        var lowest = (long)(bucket - shift * Subdivisions) << shift;
        return lowest + ((1L << shift) - 1) / 2.0;
    }

    private static double Milliseconds(double ticks) => Math.Round(ticks / TimeSpan.TicksPerMillisecond, 3);
}

/// <summary>How long one stage took over a run, in milliseconds, rounded to the microsecond.</summary>
/// <param name="Count">Photos counted; with none, the other figures are 0.</param>
/// <param name="Mean">Exact mean.</param>
/// <param name="P50">Median, by nearest rank; like the other percentiles within 0.4 %.</param>
/// <param name="P95">95th percentile.</param>
/// <param name="P99">99th percentile.</param>
/// <param name="Max">Exact maximum.</param>
public sealed record LatencyStatistics(long Count, double Mean, double P50, double P95, double P99, double Max);
