using NetVips;
using UneXt50.Imaging;

namespace UneXt50.Benchmarks;

/// <summary>Two ways from the 12-megapixel JPEG to a picture of the size that the default model takes.</summary>
internal sealed class Thumbnails
{
    private readonly Preprocessor _preprocessor = new(Photos.Rule);
    private readonly float[] _planes;
    private readonly byte[] _file = Photos.TwelveMegapixels.Data.ToArray();

    public Thumbnails()
    {
        _planes = new float[_preprocessor.PlanesLength];
        // Otherwise libvips would answer the second time without work.
        Cache.Max = 0;
    }

    public static void UseThreads(int count) => NetVips.NetVips.Concurrency = count;

    /// <summary>Scaled decode, resize to the short side and crop, as bytes.</summary>
    public int Libvips()
    {
        using var image = Image.ThumbnailBuffer(
            _file, Photos.Rule.InputSize, height: Photos.Rule.InputSize, crop: Enums.Interesting.Centre);
        return image.WriteToMemory<byte>().Length;
    }

    /// <summary>The same and normalised to floats, as every command does it.</summary>
    public void Ours()
    {
        var frame = Photos.TwelveMegapixels;
        using var image = ImageDecoding.For(frame).Decode(frame, _preprocessor.ShortSideHint);
        _preprocessor.Write(image, _planes);
    }
}
