using System.Globalization;
using System.Runtime.InteropServices;

namespace UneXt50.Cameras.Gpio;

/// <summary>What can be wrong with a line, as sentences.</summary>
internal static class GpioError
{
    /// <summary>
    /// Whether System.Device.Gpio throws it for what the system refused, and not for a mistake of ours.
    /// </summary>
    public static bool IsOfTheSystem(Exception failure) =>
        failure is IOException or InvalidOperationException or UnauthorizedAccessException or ArgumentException
            or NotSupportedException;

    public static UneXt50Exception From(string line, Exception failure) => CameraError.Make(
        line, $"it cannot be used ({failure.Message})", "see whether another program has it ('gpioinfo')", failure);

    public static UneXt50Exception Opening(string chip, int error) => error switch
    {
        CameraLibc.NoSuchFile => CameraError.Make(
            chip, "there is no such GPIO chip", $"give another {Setting.GpioChip}; 'ls /dev/gpiochip*' lists them"),
        CameraLibc.PermissionDenied => CameraError.Make(
            chip, "permission denied",
            "add this user to the group gpio ('sudo usermod -aG gpio $USER') and log in again"),
        _ => CameraError.Make(
            chip, $"it cannot be opened ({Marshal.GetPInvokeErrorMessage(error)})", $"give another {Setting.GpioChip}"),
    };

    public static UneXt50Exception NoChip(string path) =>
        CameraError.Make(
            path, "it is not a GPIO chip", $"give another {Setting.GpioChip}; 'ls /dev/gpiochip*' lists them");

    public static UneXt50Exception NoSuchLine(string chip, int line, uint lines) => CameraError.Make(
        Name(chip, line), "there is no such line",
        string.Create(
            CultureInfo.InvariantCulture, $"give one from 0 to {(long)lines - 1}, or another {Setting.GpioChip}"));

    public static UneXt50Exception LineInUse(string chip, int line, string consumer) => CameraError.Make(
        Name(chip, line), $"it is in use{(consumer.Length > 0 ? $" by {consumer}" : "")}",
        "stop that, or use another line");

    public static string Name(string chip, int line) =>
        string.Create(CultureInfo.InvariantCulture, $"{chip} line {line}");
}
