using System.Globalization;

namespace UneXt50.Cameras.Films;

/// <summary>Which frames of a film are looked at.</summary>
public sealed record FilmInterval
{
    private const int MostFrames = 1_000_000_000;
    private const double MostSeconds = 24 * 3600;

    /// <summary>Every so many frames, beginning with the first; null where it goes by time.</summary>
    public int? Frames { get; private init; }

    /// <summary>The first frame of every so many milliseconds of the film; 0 where it goes by frames.</summary>
    public long Milliseconds { get; private init; }

    /// <summary>
    /// The same for ffmpeg's filter. Times are in whole milliseconds, as the stream has them; half of one keeps
    /// divisions away from the edge.
    /// </summary>
    internal string Selection => Frames is { } frames
        ? string.Create(CultureInfo.InvariantCulture, $"not(mod(n,{frames}))")
        : $"isnan(prev_selected_t)+gt({Step("t")},{Step("prev_selected_t")})";

    /// <summary>Reads what a user wrote: 10f for frames, 1s or 0.5s for seconds; null for anything else.</summary>
    public static FilmInterval? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.EndsWith('f'))
        {
            return int.TryParse(text.AsSpan(..^1), NumberStyles.None, CultureInfo.InvariantCulture, out var frames)
                && frames is >= 1 and <= MostFrames ? new FilmInterval { Frames = frames } : null;
        }

        return Seconds.TryParse(text) is { } seconds
            && Math.Round(1000 * seconds) is >= 1 and <= 1000 * MostSeconds and var milliseconds
            ? new FilmInterval { Milliseconds = (long)milliseconds } : null;
    }

    /// <summary>Follows a film from its beginning.</summary>
    /// <returns>Says of one frame after another, by its time, whether it is one of them.</returns>
    internal Func<TimeSpan, bool> Follow()
    {
        var (count, last) = (0L, long.MinValue);
        return time =>
        {
            if (Frames is { } frames) return count++ % frames == 0;
            var step = (long)Math.Floor(time.TotalMilliseconds / Milliseconds);
            var isNext = step > last;
            if (isNext) last = step;
            return isNext;
        };
    }

    private string Step(string time) => string.Create(
        CultureInfo.InvariantCulture, $"floor((round(1000*{time})+0.5)/{Milliseconds})");
}
