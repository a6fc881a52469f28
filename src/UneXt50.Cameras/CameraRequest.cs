using UneXt50.Sources;

namespace UneXt50.Cameras;

/// <summary>
/// What is wanted of a camera. It may deliver another size or rate; <see cref="ICamera.Mode"/> says what.
/// </summary>
public sealed record CameraRequest
{
    /// <summary>Pixels in a row, if it matters to the caller.</summary>
    public int? Width { get; init; }

    /// <summary>Rows, if it matters to the caller.</summary>
    public int? Height { get; init; }

    /// <summary>Frames a second, if it matters to the caller.</summary>
    public double? Rate { get; init; }

    /// <summary>The format, if it matters to the caller; otherwise the one that costs least to read.</summary>
    public PixelFormat? Format { get; init; }

    /// <summary>How long no frame may come before the camera counts as stalled.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The width asked for, or 640: more than the network sees.</summary>
    internal int WidthOrDefault => Width ?? 640;

    /// <summary>The height asked for, or 480.</summary>
    internal int HeightOrDefault => Height ?? 480;
}
