namespace UneXt50.Sources;

/// <summary>The picture formats of cameras that are understood; the names are V4L2's.</summary>
public enum PixelFormat
{
    /// <summary>A JPEG file per frame (Motion JPEG).</summary>
    Mjpg,

    /// <summary>Y, U, Y, V: two pixels in four bytes, sharing their chroma.</summary>
    Yuyv,

    /// <summary>A plane of Y, and below it a plane of U, V at half the size both ways.</summary>
    Nv12,

    /// <summary>R, G, B.</summary>
    Rgb24,

    /// <summary>B, G, R.</summary>
    Bgr24,

    /// <summary>One byte of brightness.</summary>
    Grey,
}
