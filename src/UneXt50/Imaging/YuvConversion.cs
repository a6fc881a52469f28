using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>
/// Y'CbCr to R'G'B' in fixed point, from the definition in ITU-R BT.601/709: Y = Kr R + Kg G + Kb B,
/// Cr = (R - Y) / 2(1 - Kr), Cb = (B - Y) / 2(1 - Kb), and limited range as 16 + 219 Y, 128 + 224 C.
/// </summary>
internal readonly struct YuvConversion
{
    private const int Bits = 16;

    private readonly int _black;
    private readonly int _luma;
    private readonly int _redOfV;
    private readonly int _greenOfU;
    private readonly int _greenOfV;
    private readonly int _blueOfU;

    public YuvConversion(YuvEncoding encoding, ValueRange range)
    {
        var (red, blue) = encoding switch
        {
            YuvEncoding.Bt601 => (0.299, 0.114),
            YuvEncoding.Bt709 => (0.2126, 0.0722),
            YuvEncoding.Bt2020 => (0.2627, 0.0593),
            YuvEncoding.Smpte240M => (0.212, 0.087),
            _ => throw new ArgumentOutOfRangeException(nameof(encoding), encoding, null),
        };
        var green = 1 - red - blue;
        var limited = range == ValueRange.Limited;
        var (luma, chroma) = limited ? (255.0 / 219, 255.0 / 224) : (1, 1);
        _black = limited ? 16 : 0;
        _luma = Fixed(luma);
        _redOfV = Fixed(2 * (1 - red) * chroma);
        _blueOfU = Fixed(2 * (1 - blue) * chroma);
        _greenOfU = Fixed(-2 * (1 - blue) * blue / green * chroma);
        _greenOfV = Fixed(-2 * (1 - red) * red / green * chroma);
    }

    /// <summary>Writes R, G, B of one pixel.</summary>
    public void Write(int y, int u, int v, Span<byte> rgb)
    {
        var luma = ((y - _black) * _luma) + (1 << (Bits - 1));
        (u, v) = (u - 128, v - 128);
        rgb[2] = Clip(luma + (u * _blueOfU));
        rgb[1] = Clip(luma + (u * _greenOfU) + (v * _greenOfV));
        rgb[0] = Clip(luma + (v * _redOfV));
    }

    /// <summary>The grey of a luma alone.</summary>
    public byte Grey(int y) => Clip(((y - _black) * _luma) + (1 << (Bits - 1)));

    private static int Fixed(double value) => (int)Math.Round(value * (1 << Bits));

    private static byte Clip(int value) => (byte)Math.Clamp(value >> Bits, 0, 255);
}
