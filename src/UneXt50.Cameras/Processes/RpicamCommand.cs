using System.Globalization;
using Iot.Device.Camera.Settings;
using UneXt50.Sources;

namespace UneXt50.Cameras.Processes;

/// <summary>A Raspberry Pi's CSI camera through rpicam-vid, or libcamera-vid as older systems call it.</summary>
internal static class RpicamCommand
{
    private const int Quality = 90;

    public static readonly string[] Programs = ["rpicam-vid", "libcamera-vid"];

    /// <summary>Starts the program for camera <paramref name="index"/>, counted as it counts them.</summary>
    /// <exception cref="UneXt50Exception">There is no such program, or it cannot be started.</exception>
    public static ICamera Open(string name, int index, CameraRequest request)
    {
        if (request.Format is not (null or PixelFormat.Mjpg))
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, Setting.CameraFormat, $"{name} delivers MJPG only", "leave the option out");
        }

        var path = CameraProgram.Find(Programs) ?? throw CameraError.Make(
            name, $"neither {Programs[0]} nor {Programs[1]} is installed",
            "'sudo apt install rpicam-apps' installs it on Raspberry Pi OS");
        var mode = $"{request.WidthOrDefault}x{request.HeightOrDefault} MJPG";
        var program = new CameraProgram(path, Arguments(index, request));
        // libcamera itself holds frames back until exposure has settled.
        return new ProcessCamera(name, mode, program, request.Timeout, WarmUp.Blank);
    }

    internal static IReadOnlyList<string> Arguments(int index, CameraRequest request)
    {
        var builder = new CommandOptionsBuilder()
            .WithCamera(index)
            .WithContinuousStreaming()
            .WithMJPEGVideoOptions(Quality)
            .WithResolution(request.WidthOrDefault, request.HeightOrDefault)
            .With(new CommandOptionAndValue(CommandOptionsBuilder.Get(Command.Nopreview)));

        // The builder joins an option and its value with a space, for a shell.
        var arguments = builder.GetArguments().SelectMany(argument => argument.Split(' ')).ToList();
        // Its frame rate is a whole number; the program takes any.
        if (request.Rate is { } rate) arguments.AddRange(["--framerate", rate.ToString(CultureInfo.InvariantCulture)]);
        return arguments;
    }
}
