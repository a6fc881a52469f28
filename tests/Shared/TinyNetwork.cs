using SkiaSharp;
using UneXt50.Sources;

namespace UneXt50.Tests;

/// <summary>The tiny model in a file, and photos of one colour to run through it.</summary>
internal sealed class TinyNetwork : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public TinyNetwork(TinyModel? model = null)
    {
        File.WriteAllBytes(_folder["tiny.onnx"], (model ?? new TinyModel()).ToBytes());
        try
        {
            Model = UneXt50Model.Load(_folder["tiny.onnx"]);
        }
        catch
        {
            _folder.Dispose();
            throw;
        }
    }

    public UneXt50Model Model { get; }

    public static Photo Red(string name = "red") => Photo(name, SKColors.Red);

    public static Photo Blue(string name = "blue") => Photo(name, SKColors.Blue);

    public static Photo Broken(string name = "broken") => new(name, () => new byte[] { 0xFF, 0xD8, 0xFF, 0xE0 });

    public void Dispose()
    {
        Model.Dispose();
        _folder.Dispose();
    }

    private static Photo Photo(string name, SKColor colour) => new(name, () =>
    {
        using var bitmap = new SKBitmap(40, 48);
        bitmap.Erase(colour);
        using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100);
        return encoded.ToArray();
    });
}
