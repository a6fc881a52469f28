using System.Runtime.InteropServices;

namespace UneXt50.Cameras.V4l2;

/// <summary><c>struct v4l2_format</c> with its <c>v4l2_pix_format</c>, 208 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 208)]
internal struct V4l2PictureFormat
{
    /// <summary>Says that the driver knows the encoding and range fields.</summary>
    public const uint HasExtendedFields = 0xFEED_CAFE;

    [FieldOffset(0)] public uint Type;
    [FieldOffset(8)] public uint Width;
    [FieldOffset(12)] public uint Height;
    [FieldOffset(16)] public uint PixelFormat;
    [FieldOffset(20)] public uint Field;
    [FieldOffset(24)] public uint BytesPerLine;
    [FieldOffset(28)] public uint ImageSize;
    [FieldOffset(32)] public uint ColourSpace;
    [FieldOffset(36)] public uint Private;
    [FieldOffset(40)] public uint Flags;
    [FieldOffset(44)] public uint YuvEncoding;
    [FieldOffset(48)] public uint Quantization;
    [FieldOffset(52)] public uint TransferFunction;
}
