namespace UneXt50.Sources;

/// <summary>
/// How to read the bytes of a picture that is not encoded: rows from the top, planes one below the other.
/// </summary>
/// <param name="Format">Any format but <see cref="PixelFormat.Mjpg"/>.</param>
/// <param name="Width">Pixels in a row, 1 or more.</param>
/// <param name="Height">Rows, 1 or more.</param>
/// <param name="BytesPerLine">Bytes from one row to the next, padding included.</param>
/// <param name="Range">What the extreme values stand for. R, G, B of limited range are read as they are.</param>
/// <param name="Encoding">How YUV was made of RGB; plays no part in the other formats.</param>
public sealed record PixelLayout(
    PixelFormat Format,
    int Width,
    int Height,
    int BytesPerLine,
    ValueRange Range = ValueRange.Full,
    YuvEncoding Encoding = YuvEncoding.Bt601)
{
    /// <summary>The bytes that a whole picture has at least: its last row may lack padding.</summary>
    public long Length
    {
        get
        {
            var rows = Format == PixelFormat.Nv12 ? Height + ((Height + 1) / 2) : Height;
            return ((long)BytesPerLine * (rows - 1)) + BytesInRow;
        }
    }

    /// <summary>The bytes of a row without padding.</summary>
    public int BytesInRow => Format switch
    {
        PixelFormat.Yuyv => 4 * ((Width + 1) / 2),
        PixelFormat.Nv12 => 2 * ((Width + 1) / 2),
        PixelFormat.Rgb24 or PixelFormat.Bgr24 => 3 * Width,
        PixelFormat.Grey => Width,
        _ => throw new InvalidOperationException($"{Format} has no rows."),
    };
}

/// <summary>What the smallest and largest values of a picture that is not encoded stand for.</summary>
public enum ValueRange
{
    /// <summary>Black is 16 and white 235, chroma spans 16..240, as in video.</summary>
    Limited,

    /// <summary>Everything spans 0..255, as in JPEG.</summary>
    Full,
}

/// <summary>Which weights of red and blue make up the luma of a YUV picture.</summary>
public enum YuvEncoding
{
    /// <summary>ITU-R BT.601: webcams, JPEG.</summary>
    Bt601,

    /// <summary>ITU-R BT.709: HD video.</summary>
    Bt709,

    /// <summary>ITU-R BT.2020: UHD video.</summary>
    Bt2020,

    /// <summary>SMPTE 240M: early HD video.</summary>
    Smpte240M,
}
