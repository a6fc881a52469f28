using UneXt50.Sources;

namespace UneXt50.Cameras.V4l2;

/// <summary>A video node that was looked at.</summary>
/// <param name="Description">What was found.</param>
/// <param name="IsCsi">Whether it is a CSI camera, which another program has to read.</param>
/// <param name="IsTegra">Whether that is a Jetson's.</param>
internal sealed record V4l2Node(CameraDescription Description, bool IsCsi = false, bool IsTegra = false);
