using System.Runtime.InteropServices;

namespace UneXt50.Cameras.V4l2;

/// <summary><c>struct v4l2_buffer</c> on a 64-bit system, 88 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 88)]
internal struct V4l2Buffer
{
    /// <summary>The driver filled it, but what is in it is damaged.</summary>
    public const uint IsDamaged = 0x40;

    [FieldOffset(0)] public uint Index;
    [FieldOffset(4)] public uint Type;
    [FieldOffset(8)] public uint BytesUsed;
    [FieldOffset(12)] public uint Flags;
    [FieldOffset(16)] public uint Field;
    [FieldOffset(56)] public uint Sequence;
    [FieldOffset(60)] public uint Memory;
    [FieldOffset(64)] public uint Offset;
    [FieldOffset(72)] public uint Length;
}
