using SkiaSharp;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>
/// A photo for where none is at hand: smooth shapes under fine grain, so that its JPEG takes about as much decoding as
/// a camera's. The same size and seed give the same pixels.
/// </summary>
public static class SyntheticPhoto
{
    private const int Quality = 90;
    private const int GrainBits = 4; // 16 levels of 256, as of a small sensor

    /// <summary>Makes a JPEG.</summary>
    /// <param name="width">Pixels in a row, 1 to 30,000.</param>
    /// <param name="height">Rows, 1 to 30,000.</param>
    /// <param name="seed">Chooses the shapes and the grain.</param>
    public static Frame Create(int width, int height, int seed = 0)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        using var bitmap = new SKBitmap(width, height, SKColorType.Rgba8888, SKAlphaType.Opaque);
        Fill(bitmap.GetPixelSpan(), width, height, seed);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Jpeg, Quality);
        return new Frame($"synthetic {width}x{height}", encoded.ToArray());
    }

    private static void Fill(Span<byte> pixels, int width, int height, int seed)
    {
        var random = new SplitMix64((ulong)seed);
        // For each colour a row of waves and a column of waves; their sum has edges in all directions.
        var across = Waves(3, width, ref random);
        var down = Waves(3, height, ref random);
        for (var y = 0; y < height; y++)
        {
            for (var x = 0; x < width; x++)
            {
                var grain = random.Next();
                var pixel = pixels.Slice(4 * ((y * width) + x), 4);
                for (var channel = 0; channel < 3; channel++)
                {
                    var noise = (int)((grain >> (GrainBits * channel)) & ((1 << GrainBits) - 1));
                    var level = across[(channel * width) + x] + down[(channel * height) + y] + noise;
                    pixel[channel] = (byte)Math.Clamp(level, 0, byte.MaxValue);
                }

                pixel[3] = byte.MaxValue;
            }
        }
    }

    private static int[] Waves(int channels, int length, ref SplitMix64 random)
    {
        var waves = new int[channels * length];
        for (var channel = 0; channel < channels; channel++)
        {
            var (slow, fast, phase) = (2 + random.Below(4), 11 + random.Below(20), random.Below(length));
            for (var i = 0; i < length; i++)
            {
                var angle = 2 * Math.PI * (i + phase) / length;
                waves[(channel * length) + i] =
                    (int)(60 + (35 * Math.Sin(slow * angle)) + (20 * Math.Sign(Math.Sin(fast * angle))));
            }
        }

        return waves;
    }
}
