using UneXt50.Sources;

namespace UneXt50.Cameras.V4l2;

/// <summary>Which of the formats that a camera offers is taken.</summary>
internal static class FormatPreference
{
    // Up to this many pixels every USB 2 camera delivers its full rate unencoded, which saves decoding.
    private const int MostUnencodedPixels = 640 * 480;

    private static readonly PixelFormat[] Unencoded =
        [PixelFormat.Yuyv, PixelFormat.Nv12, PixelFormat.Rgb24, PixelFormat.Bgr24];

    /// <summary>The code of the format asked for, or else of the one that costs least to read.</summary>
    /// <exception cref="UneXt50Exception">It is not offered, or none that is understood.</exception>
    public static uint Choose(string path, List<uint> codes, CameraRequest request)
    {
        foreach (var format in InOrder(request))
        {
            foreach (var code in codes)
            {
                if (FourCc.Format(code) == format) return code;
            }
        }

        var wanted = request.Format is { } asked ? FourCc.Name(FourCc.Of(asked)) : "any supported format";
        throw CameraError.Make(
            path, $"it does not deliver {wanted}", $"it has {string.Join(", ", codes.Select(FourCc.Name))}");
    }

    private static IEnumerable<PixelFormat> InOrder(CameraRequest request)
    {
        if (request.Format is { } format) return [format];
        var isSmall = request.WidthOrDefault * request.HeightOrDefault <= MostUnencodedPixels;
        IEnumerable<PixelFormat> colour = isSmall ? [.. Unencoded, PixelFormat.Mjpg] : [PixelFormat.Mjpg, .. Unencoded];
        return colour.Append(PixelFormat.Grey);
    }
}
