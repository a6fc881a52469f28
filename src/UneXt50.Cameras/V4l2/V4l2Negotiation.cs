using System.Runtime.InteropServices;
using UneXt50.Sources;

namespace UneXt50.Cameras.V4l2;

/// <summary>Agrees with a driver on what it delivers.</summary>
internal static unsafe class V4l2Negotiation
{
    /// <summary>Sets format and size; returns what the driver made of it, which may differ in size.</summary>
    /// <exception cref="UneXt50Exception">
    /// The node is no camera, is in use, or has no format that is understood.
    /// </exception>
    public static (V4l2PictureFormat Picture, PixelFormat Format) SetFormat(V4l2Device device, CameraRequest request)
    {
        if (device.Capability() is not { } capability) throw V4l2Error.NotACamera(device.Path);
        var formats = device.Formats();
        if (V4l2Usability.Obstacle(capability, formats) is { } obstacle)
        {
            throw CameraError.Make(device.Path, obstacle.Problem, obstacle.Remedy);
        }

        var wanted = FormatPreference.Choose(device.Path, formats, request);
        var picture = new V4l2PictureFormat
        {
            Type = V4l2Device.Capture,
            Width = (uint)request.WidthOrDefault,
            Height = (uint)request.HeightOrDefault,
            PixelFormat = wanted,
            Private = V4l2PictureFormat.HasExtendedFields,
        };
        device.Do(V4l2Request.SetFormat, &picture, "setting its format");
        if (FourCc.Format(picture.PixelFormat) is not { } format || (request.Format is { } asked && asked != format))
        {
            throw CameraError.Make(
                device.Path, $"asked for {FourCc.Name(wanted)}, it would deliver {FourCc.Name(picture.PixelFormat)}",
                $"ask for another {Setting.CameraFormat}");
        }

        return (picture, format);
    }

    /// <summary>Sets the rate if one is asked for; returns the driver's, or null when it does not say.</summary>
    public static double? SetRate(V4l2Device device, double? rate)
    {
        var parameters = new V4l2StreamParameters { Type = V4l2Device.Capture };
        if (device.Ask(V4l2Request.GetParameters, &parameters) != 0) return null;
        if (rate is { } wanted && (parameters.Capability & V4l2StreamParameters.HasTimePerFrame) != 0)
        {
            (parameters.Numerator, parameters.Denominator) = (1000, (uint)Math.Round(1000 * wanted));
            _ = device.Ask(V4l2Request.SetParameters, &parameters);
        }

        return parameters.Numerator == 0 ? null : (double)parameters.Denominator / parameters.Numerator;
    }

    /// <summary><c>struct v4l2_streamparm</c> with its <c>v4l2_captureparm</c>, 204 bytes.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 204)]
    private struct V4l2StreamParameters
    {
        public const uint HasTimePerFrame = 0x1000;

        [FieldOffset(0)] public uint Type;
        [FieldOffset(4)] public uint Capability;
        [FieldOffset(8)] public uint CaptureMode;

        // Seconds for each frame, as a fraction.
        [FieldOffset(12)] public uint Numerator;
        [FieldOffset(16)] public uint Denominator;
    }
}
