using System.Globalization;
using global::Iot.Device.Media;
using UneXt50.Cameras.V4l2;
using UneXt50.Sources;

namespace UneXt50.Cameras.Iot;

/// <summary>Chooses of what a device offers, since it does not say what it made of a wish.</summary>
internal static class IotNegotiation
{
    /// <summary>A device set to a format and a size that it offers; not started.</summary>
    /// <exception cref="IOException">It cannot be opened.</exception>
    /// <exception cref="UneXt50Exception">It offers no such format or size.</exception>
    public static VideoDevice Open(string path, int number, CameraRequest request, out PixelFormat format)
    {
        var wanted = ((uint)request.WidthOrDefault, (uint)request.HeightOrDefault);
        var device = VideoDevice.Create(new VideoConnectionSettings(number, wanted, VideoPixelFormat.YUYV));
        try
        {
            var codes = device.GetSupportedPixelFormats().Select(code => (uint)code).ToList();
            if (codes.Count == 0) throw V4l2Error.NotACamera(path);
            var code = FormatPreference.Choose(path, codes, request);
            format = FourCc.Format(code)!.Value;
            device.Settings.PixelFormat = (VideoPixelFormat)code;
            Check(path, [.. device.GetPixelFormatResolutions((VideoPixelFormat)code)], wanted);
            return device;
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    private static void Check(string path, List<Resolution> sizes, (uint Width, uint Height) wanted)
    {
        bool Fits(Resolution size) =>
            wanted.Width >= size.MinWidth && wanted.Width <= size.MaxWidth
            && wanted.Height >= size.MinHeight && wanted.Height <= size.MaxHeight;
        if (sizes.Count == 0 || sizes.Exists(Fits)) return;
        var offered = sizes.Select(
            size => string.Create(CultureInfo.InvariantCulture, $"{size.MaxWidth}x{size.MaxHeight}"));
        throw CameraError.Make(
            path, string.Create(CultureInfo.InvariantCulture, $"it has no frames of {wanted.Width}x{wanted.Height}"),
            $"give {Setting.CameraSize} one of {string.Join(", ", offered)}");
    }
}
