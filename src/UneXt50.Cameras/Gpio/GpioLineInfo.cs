using System.Runtime.InteropServices;
using UneXt50.Cameras.V4l2;

namespace UneXt50.Cameras.Gpio;

/// <summary><c>struct gpioline_info</c>, 72 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioLineInfo
{
    /// <summary>GPIOLINE_FLAG_KERNEL: somebody has it.</summary>
    public const uint InUse = 1;

    public uint Offset;
    public uint Flags;
    public V4l2Capability.Name32 Name;
    public V4l2Capability.Name32 Consumer;
}
