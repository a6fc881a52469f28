using System.Globalization;

namespace UneXt50;

/// <summary>A moment in a film, as people and players write it.</summary>
internal static class FilmMoment
{
    /// <summary>Hours, minutes, seconds and milliseconds: "00:00:12.400".</summary>
    public static string Text(TimeSpan time) => string.Create(
        CultureInfo.InvariantCulture,
        $"{(long)time.TotalHours:00}:{time.Minutes:00}:{time.Seconds:00}.{time.Milliseconds:000}");
}
