using System.Text;
using UneXt50.Sources;

namespace UneXt50.Cameras.V4l2;

/// <summary>The four letters by which V4L2 calls picture formats (linux/videodev2.h).</summary>
internal static class FourCc
{
    private static readonly (uint Code, PixelFormat Format)[] Known =
    [
        (Of("MJPG"), PixelFormat.Mjpg), (Of("JPEG"), PixelFormat.Mjpg), (Of("YUYV"), PixelFormat.Yuyv),
        (Of("NV12"), PixelFormat.Nv12), (Of("RGB3"), PixelFormat.Rgb24), (Of("BGR3"), PixelFormat.Bgr24),
        (Of("GREY"), PixelFormat.Grey),
    ];

    // 8, 10, 12, 14 and 16 bits a sample, packed or not, in each order of the mosaic; and the Pi's compressed ones.
    private static readonly HashSet<string> BayerCodes =
    [
        "BA81", "GBRG", "GRBG", "RGGB", "BG10", "GB10", "BA10", "RG10", "pBAA", "pGAA", "pgAA", "pRAA", "BG12", "GB12",
        "BA12", "RG12", "pBCC", "pGCC", "pgCC", "pRCC", "BG14", "GB14", "GR14", "RG14", "pBEE", "pGEE", "pgEE", "pREE",
        "BYR2", "GB16", "GR16", "RG16", "PC1B", "PC1G", "PC1g", "PC1R",
    ];

    public static uint Of(string name) => (uint)(name[0] | (name[1] << 8) | (name[2] << 16) | (name[3] << 24));

    public static uint Of(PixelFormat format) => Known.First(known => known.Format == format).Code;

    public static string Name(uint code)
    {
        var bigEndian = (code & 0x8000_0000) != 0 ? "-BE" : "";
        ReadOnlySpan<byte> letters = [(byte)code, (byte)(code >> 8), (byte)(code >> 16), (byte)((code >> 24) & 0x7F)];
        return Encoding.Latin1.GetString(letters).Trim() + bigEndian;
    }

    /// <summary>The format if it is one that is understood.</summary>
    public static PixelFormat? Format(uint code)
    {
        foreach (var known in Known)
        {
            if (known.Code == code) return known.Format;
        }

        return null;
    }

    /// <summary>Whether it is what a sensor sees before any processing.</summary>
    public static bool IsBayer(uint code) => BayerCodes.Contains(Name(code));
}
