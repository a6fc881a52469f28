using UneXt50.Sources;

namespace UneXt50.Cameras.V4l2;

/// <summary>What a driver's colour fields mean; their defaults are those of linux/videodev2.h.</summary>
internal static class V4l2Layout
{
    // V4L2_COLORSPACE_*
    private const uint Smpte240M = 2;
    private const uint Rec709 = 3;
    private const uint Jpeg = 7;
    private const uint Bt2020 = 10;
    private const uint DciP3 = 12;

    // V4L2_QUANTIZATION_*
    private const uint FullRange = 1;
    private const uint LimitedRange = 2;

    /// <summary>How to read the frames; null for JPEG, which says it itself.</summary>
    public static PixelLayout? Read(in V4l2PictureFormat picture, PixelFormat format)
    {
        if (format == PixelFormat.Mjpg) return null;
        var (width, height) = ((int)picture.Width, (int)picture.Height);
        return new PixelLayout(
            format, width, height, BytesPerLine(picture, format), Range(picture, format), Encoding(picture));
    }

    private static int BytesPerLine(in V4l2PictureFormat picture, PixelFormat format)
    {
        var least = new PixelLayout(format, (int)picture.Width, (int)picture.Height, 0).BytesInRow;
        return Math.Max((int)picture.BytesPerLine, least);
    }

    private static ValueRange Range(in V4l2PictureFormat picture, PixelFormat format)
    {
        var quantization = picture.Private == V4l2PictureFormat.HasExtendedFields ? picture.Quantization : 0;
        if (quantization == FullRange) return ValueRange.Full;
        if (quantization == LimitedRange) return ValueRange.Limited;
        // By default YUV is limited but for JPEG's; sensors without colour use all their range.
        var isYuv = format is PixelFormat.Yuyv or PixelFormat.Nv12;
        return isYuv && picture.ColourSpace != Jpeg ? ValueRange.Limited : ValueRange.Full;
    }

    private static YuvEncoding Encoding(in V4l2PictureFormat picture)
    {
        // V4L2_YCBCR_ENC_*: 601, 709, their xvYCC kin, BT.2020 with constant luminance or without, SMPTE 240M.
        var encoding = picture.Private == V4l2PictureFormat.HasExtendedFields ? picture.YuvEncoding : 0;
        return encoding switch
        {
            1 or 3 => YuvEncoding.Bt601,
            2 or 4 => YuvEncoding.Bt709,
            6 or 7 => YuvEncoding.Bt2020,
            8 => YuvEncoding.Smpte240M,
            _ => picture.ColourSpace switch
            {
                Rec709 or DciP3 => YuvEncoding.Bt709,
                Bt2020 => YuvEncoding.Bt2020,
                Smpte240M => YuvEncoding.Smpte240M,
                _ => YuvEncoding.Bt601,
            },
        };
    }
}
