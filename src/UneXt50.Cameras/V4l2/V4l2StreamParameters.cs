using System.Runtime.InteropServices;

namespace UneXt50.Cameras.V4l2;

/// <summary><c>struct v4l2_streamparm</c> with its <c>v4l2_captureparm</c>, 204 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 204)]
internal struct V4l2StreamParameters
{
    public const uint HasTimePerFrame = 0x1000;

    [FieldOffset(0)] public uint Type;
    [FieldOffset(4)] public uint Capability;
    [FieldOffset(8)] public uint CaptureMode;

    // Seconds for each frame, as a fraction.
    [FieldOffset(12)] public uint Numerator;
    [FieldOffset(16)] public uint Denominator;
}
