using System.Runtime.Intrinsics;

namespace UneXt50.Imaging;

/// <summary>Sums of pixels times weights in units of 2^-22, rounded and clipped as in Pillow's <c>clip8</c>.</summary>
internal static class FixedPoint
{
    /// <summary>Fraction bits of a weight: an int less 8 bits of pixel and 2 of headroom.</summary>
    public const int FractionBits = 22;

    private const int Half = 1 << (FractionBits - 1);

    public static int Weight(double share)
    {
        var scaled = share * (1 << FractionBits);
        return (int)(scaled < 0 ? scaled - 0.5 : scaled + 0.5);
    }

    public static byte ToByte(int sum) => (byte)Math.Clamp((sum + Half) >> FractionBits, 0, 255);

    public static Vector128<byte> ToBytes(Vector128<int> a, Vector128<int> b, Vector128<int> c, Vector128<int> d) =>
        Vector128.Narrow(Vector128.Narrow(Clip(a), Clip(b)), Vector128.Narrow(Clip(c), Clip(d)));

    private static Vector128<uint> Clip(Vector128<int> sum) =>
        Vector128.Clamp(
            (sum + Vector128.Create(Half)) >> FractionBits, Vector128<int>.Zero, Vector128.Create(255)).AsUInt32();
}
