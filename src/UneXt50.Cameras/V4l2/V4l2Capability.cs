using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace UneXt50.Cameras.V4l2;

/// <summary><c>struct v4l2_capability</c>, 104 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct V4l2Capability
{
    public const uint VideoCapture = 0x1;
    public const uint MemoryToMemory = 0x8000;
    public const uint MemoryToMemoryMultiplanar = 0x4000;
    public const uint Streaming = 0x0400_0000;
    public const uint HasDeviceCapabilities = 0x8000_0000;

    public Name16 Driver;
    public Name32 Card;
    public Name32 Bus;
    public uint Version;
    public uint Capabilities;
    public uint DeviceCapabilities;
    private Reserved3 _reserved;

    /// <summary>What this node can do, not the whole device.</summary>
    public readonly uint OfThisNode =>
        (Capabilities & HasDeviceCapabilities) != 0 ? DeviceCapabilities : Capabilities;

    /// <summary>16 bytes of a name that ends with a zero byte.</summary>
    [InlineArray(16)]
    public struct Name16
    {
        private byte _first;
    }

    /// <summary>32 bytes of a name that ends with a zero byte.</summary>
    [InlineArray(32)]
    public struct Name32
    {
        private byte _first;
    }

    [InlineArray(3)]
    private struct Reserved3
    {
        private uint _first;
    }
}
