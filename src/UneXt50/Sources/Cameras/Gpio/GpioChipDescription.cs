using System.Runtime.InteropServices;
using UneXt50.Sources.Cameras.V4l2;

namespace UneXt50.Sources.Cameras.Gpio;

/// <summary><c>struct gpiochip_info</c>, 68 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioChipDescription
{
    public V4l2Capability.Name32 Name;
    public V4l2Capability.Name32 Label;
    public uint Lines;
}
