using System.Runtime.InteropServices;

namespace UneXt50.Cameras.V4l2;

/// <summary><c>struct v4l2_requestbuffers</c>, 20 bytes.</summary>
[StructLayout(LayoutKind.Explicit, Size = 20)]
internal struct V4l2BufferRequest
{
    [FieldOffset(0)] public uint Count;
    [FieldOffset(4)] public uint Type;
    [FieldOffset(8)] public uint Memory;
}
