using System.Globalization;

namespace UneXt50.Results;

/// <summary>Where a frame of a camera comes from.</summary>
/// <param name="Camera">The camera, by the name that --camera takes.</param>
/// <param name="Moment">When the frame arrived, in UTC.</param>
public sealed record Capture(string Camera, DateTime Moment)
{
    /// <summary>Which part of the frame was looked at; null for the whole, or a part without a name.</summary>
    public string? Region { get; init; }

    /// <summary>The moment in ISO 8601: "2026-05-01T09:30:00.125Z".</summary>
    public string Time => Moment.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// What results and messages call the frame: "/dev/video0@2026-05-01T09:30:00.125Z", with "#door" behind it for a
    /// region.
    /// </summary>
    public string Name => Region is null ? $"{Camera}@{Time}" : $"{Camera}@{Time}#{Region}";
}
