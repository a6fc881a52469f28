namespace UneXt50.Sources;

/// <summary>A picture format of a camera.</summary>
/// <param name="Name">V4L2's four letters for it.</param>
/// <param name="IsSupported">Whether it is understood here.</param>
/// <param name="Sizes">"640x480", or "160x120 to 1920x1080" when it takes any between; in the camera's order.</param>
public sealed record CameraFormat(string Name, bool IsSupported, IReadOnlyList<string> Sizes);
