using System.Device.Gpio;
using System.Device.Gpio.Drivers;
using System.Globalization;
using System.Runtime.InteropServices;
using UneXt50.Cameras.V4l2;

namespace UneXt50.Cameras.Gpio;

/// <summary>
/// A chip of input and output lines. System.Device.Gpio works it, through libgpiod; what is in the way is found out
/// here first, since that reports numbers.
/// </summary>
public static class GpioChip
{
    // Requests of linux/gpio.h.
    private const uint GetChipInfo = 0x8044_B401;
    private const uint GetLineInfo = 0xC048_B402;

    /// <summary>A controller for lines of /dev/gpiochipN, after checking that all of them can be had.</summary>
    /// <param name="number">The chip's number.</param>
    /// <param name="lines">The lines to be used, by their offset on the chip.</param>
    /// <exception cref="UneXt50Exception">
    /// Of kind <see cref="ErrorKind.Camera"/>: no such chip or line, no permission, line in use, libgpiod not there.
    /// </exception>
    public static GpioController Open(int number, params IReadOnlyList<int> lines)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/dev/gpiochip{number}");
        Check(path, lines);
        try
        {
            return new GpioController(Driver(number));
        }
        catch (Exception failure) when (IsLibraryMissing(failure))
        {
            throw CameraError.Make(
                path, "the library libgpiod is not installed",
                "'sudo apt install libgpiod2' (Debian 11, 12) or 'libgpiod3' (later) installs it", failure);
        }
        catch (Exception failure) when (GpioError.IsOfTheSystem(failure))
        {
            throw GpioError.From(path, failure);
        }
    }

    // Which library is there shows when it is called: libgpiod.so.3 on new systems, libgpiod.so.2 on old ones.
    private static GpioDriver Driver(int number)
    {
        try
        {
            return new LibGpiodV2Driver(number);
        }
        catch (Exception failure) when (IsLibraryMissing(failure))
        {
            return new LibGpiodDriver(number);
        }
    }

    private static bool IsLibraryMissing(Exception? failure) =>
        failure is DllNotFoundException or PlatformNotSupportedException
        || (failure?.InnerException is { } inner && IsLibraryMissing(inner));

    private static unsafe void Check(string path, IReadOnlyList<int> lines)
    {
        var descriptor = CameraLibc.Open(path, CameraLibc.OpenReadWrite | CameraLibc.OpenCloseOnExec);
        if (descriptor < 0) throw GpioError.Opening(path, Marshal.GetLastPInvokeError());
        try
        {
            GpioChipDescription chip;
            if (CameraLibc.Control(descriptor, GetChipInfo, &chip) < 0)
            {
                throw GpioError.NoChip(path);
            }

            foreach (var line in lines)
            {
                if (line >= chip.Lines) throw GpioError.NoSuchLine(path, line, chip.Lines);
                var info = new GpioLineInfo { Offset = (uint)line };
                if (CameraLibc.Control(descriptor, GetLineInfo, &info) < 0) continue;
                if ((info.Flags & GpioLineInfo.InUse) != 0)
                {
                    throw GpioError.LineInUse(path, line, V4l2Device.Text(info.Consumer));
                }
            }
        }
        finally
        {
            _ = CameraLibc.Close(descriptor);
        }
    }

    /// <summary><c>struct gpiochip_info</c>, 68 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct GpioChipDescription
    {
        public V4l2Capability.Name32 Name;
        public V4l2Capability.Name32 Label;
        public uint Lines;
    }

    /// <summary><c>struct gpioline_info</c>, 72 bytes.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private struct GpioLineInfo
    {
        /// <summary>GPIOLINE_FLAG_KERNEL: somebody has it.</summary>
        public const uint InUse = 1;

        public uint Offset;
        public uint Flags;
        public V4l2Capability.Name32 Name;
        public V4l2Capability.Name32 Consumer;
    }
}
