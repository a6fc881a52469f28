using System.Runtime.InteropServices;

namespace UneXt50.Cameras.V4l2;

/// <summary><c>struct v4l2_frmsizeenum</c>, 44 bytes: one size, or the bounds and steps of many.</summary>
[StructLayout(LayoutKind.Explicit, Size = 44)]
internal struct V4l2FrameSize
{
    public const uint Discrete = 1;

    [FieldOffset(0)] public uint Index;
    [FieldOffset(4)] public uint PixelFormat;
    [FieldOffset(8)] public uint Type;

    // Discrete.
    [FieldOffset(12)] public uint Width;
    [FieldOffset(16)] public uint Height;

    // Stepwise and continuous.
    [FieldOffset(12)] public uint LeastWidth;
    [FieldOffset(16)] public uint MostWidth;
    [FieldOffset(24)] public uint LeastHeight;
    [FieldOffset(28)] public uint MostHeight;
}
