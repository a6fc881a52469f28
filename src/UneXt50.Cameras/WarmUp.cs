using System.Globalization;

namespace UneXt50.Cameras;

/// <summary>
/// Which frames are passed over after a camera has been opened: exposure and white balance are not right yet, or there
/// is no picture at all.
/// </summary>
public sealed record WarmUp
{
    /// <summary>Every frame is taken.</summary>
    public static readonly WarmUp None = new();

    /// <summary>Only frames without a picture are passed over: for programs that deliver good frames at once.</summary>
    public static readonly WarmUp Blank = new() { LongestBlank = TimeSpan.FromSeconds(5) };

    /// <summary>
    /// For devices whose exposure is set by the frames before: the first ten too, or the first second.
    /// </summary>
    public static readonly WarmUp Exposure = Blank with { Frames = 10, Time = TimeSpan.FromSeconds(1) };

    /// <summary>Ends with so many frames; null for no such end.</summary>
    public long? Frames { get; init; }

    /// <summary>Ends so long after the first frame; null for no such end. The first of the two ends counts.</summary>
    public TimeSpan? Time { get; init; }

    /// <summary>
    /// How long after the first frame those without a picture are passed over besides (<see cref="BlankPicture"/>): a
    /// view that is black indeed is answered then.
    /// </summary>
    public TimeSpan LongestBlank { get; init; }

    /// <summary>Reads what a user wrote: frames, as in 20, or seconds, as in 2s; null for anything else.</summary>
    public static WarmUp? TryParse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        const double MostSeconds = 3600;
        if (text.EndsWith('s'))
        {
            return Seconds.TryParse(text) is <= MostSeconds and var seconds
                ? new WarmUp { Time = TimeSpan.FromSeconds(seconds) } : null;
        }

        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var frames)
            ? new WarmUp { Frames = frames } : null;
    }

    /// <summary>Whether frame number <paramref name="number"/> (from 1) is one of those that always go.</summary>
    /// <param name="number">Counted from the opening of the camera.</param>
    /// <param name="elapsed">Since the first of them.</param>
    internal bool Covers(long number, TimeSpan elapsed) =>
        (Frames is not null || Time is not null)
        && number <= (Frames ?? long.MaxValue) && elapsed < (Time ?? TimeSpan.MaxValue);
}
