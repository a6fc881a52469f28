using System.Runtime.Intrinsics;

namespace UneXt50.Imaging;

/// <summary>Between three and four bytes a pixel.</summary>
internal static class RgbaPacking
{
    /// <summary>Packs R, G, B, A pixels into R, G, B pixels.</summary>
    /// <param name="rgba">4 bytes a pixel.</param>
    /// <param name="rgb">3 bytes a pixel, as many pixels as <paramref name="rgba"/>.</param>
    public static void ToRgb(ReadOnlySpan<byte> rgba, Span<byte> rgb)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length / 3, rgba.Length / 4, nameof(rgb));
        if (Vector128.IsHardwareAccelerated)
        {
            // 16 bytes in, 12 used bytes out: the last four written are overwritten by the next round.
            var keep = Vector128.Create((byte)0, 1, 2, 4, 5, 6, 8, 9, 10, 12, 13, 14, 255, 255, 255, 255);
            while (rgb.Length >= Vector128<byte>.Count)
            {
                Vector128.Shuffle(Vector128.Create(rgba), keep).CopyTo(rgb);
                rgba = rgba[16..];
                rgb = rgb[12..];
            }
        }

        for (var i = 0; i < rgb.Length / 3; i++) rgba.Slice(4 * i, 3).CopyTo(rgb[(3 * i)..]);
    }

    /// <summary>Unpacks R, G, B pixels into R, G, B, A pixels that cover what is below.</summary>
    /// <param name="rgb">3 bytes a pixel.</param>
    /// <param name="rgba">4 bytes a pixel, as many pixels as <paramref name="rgb"/>.</param>
    public static void ToRgba(ReadOnlySpan<byte> rgb, Span<byte> rgba)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(rgb.Length / 3, rgba.Length / 4, nameof(rgb));
        for (var i = 0; i < rgb.Length / 3; i++)
        {
            rgb.Slice(3 * i, 3).CopyTo(rgba[(4 * i)..]);
            rgba[(4 * i) + 3] = byte.MaxValue;
        }
    }
}
