namespace UneXt50.Sources;

/// <summary>A camera, or something that looks like one, as found on this machine.</summary>
/// <param name="Spec">What to give <c>--camera</c>.</param>
/// <param name="Name">What it calls itself, and where it is plugged in.</param>
/// <param name="Formats">What it delivers, and in which sizes.</param>
/// <param name="Problem">Why it cannot be read; null when it can.</param>
/// <param name="Remedy">What to do about that.</param>
/// <param name="IsAuto">Whether it is the one that <c>auto</c> takes.</param>
/// <param name="IsForbidden">Whether this user may not open it.</param>
public sealed record CameraDescription(
    string Spec,
    string Name,
    IReadOnlyList<CameraFormat> Formats,
    string? Problem = null,
    string? Remedy = null,
    bool IsAuto = false,
    bool IsForbidden = false)
{
    /// <summary>What to do about that.</summary>
    public string? Remedy { get; } = Remedy is null ? null : Setting.Worded(Remedy);
}

/// <summary>A picture format of a camera.</summary>
/// <param name="Name">V4L2's four letters for it.</param>
/// <param name="IsSupported">Whether it is understood here.</param>
/// <param name="Sizes">"640x480", or "160x120 to 1920x1080" when it takes any between; in the camera's order.</param>
public sealed record CameraFormat(string Name, bool IsSupported, IReadOnlyList<string> Sizes);
