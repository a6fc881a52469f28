using System.Runtime.InteropServices;
using UneXt50.Cameras.V4l2;

namespace UneXt50.Cameras.Gpio;

/// <summary><c>struct gpiochip_info</c>, 68 bytes.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct GpioChipDescription
{
    public V4l2Capability.Name32 Name;
    public V4l2Capability.Name32 Label;
    public uint Lines;
}
