using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace UneXt50.Cameras.V4l2;

/// <summary><c>struct v4l2_fmtdesc</c>, 64 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct V4l2FormatDescription
{
    public uint Index;
    public uint Type;
    public uint Flags;
    public V4l2Capability.Name32 Description;
    public uint PixelFormat;
    public uint MediaBusCode;
    private Reserved3 _reserved;

    [InlineArray(3)]
    private struct Reserved3
    {
        private uint _first;
    }
}
