using SkiaSharp;
using UneXt50.Tests;

namespace UneXt50.Cli.Tests;

/// <summary>The tiny model and three pictures of one colour each, made once for all tests.</summary>
internal static class Samples
{
    private static readonly string Folder = Directory.CreateTempSubdirectory("unext50-samples-").FullName;

    public static string Model { get; } = Write("tiny.onnx", new TinyModel().ToBytes());

    public static string Red { get; } = Write("red.png", Picture(SKColors.Red, SKEncodedImageFormat.Png));

    public static string Green { get; } = Write("green.jpg", Picture(SKColors.Lime, SKEncodedImageFormat.Jpeg));

    public static string Blue { get; } = Write("blue.webp", Picture(SKColors.Blue, SKEncodedImageFormat.Webp));

    static Samples() => AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Folder, recursive: true);

    /// <summary>Writes a PNG of one grey.</summary>
    public static void WriteGrey(string path, byte level) =>
        File.WriteAllBytes(path, Picture(new SKColor(level, level, level), SKEncodedImageFormat.Png));

    /// <summary>Writes a PNG of one red and green.</summary>
    public static void WriteColour(string path, byte red, byte green) =>
        File.WriteAllBytes(path, Picture(new SKColor(red, green, 0), SKEncodedImageFormat.Png));

    private static string Write(string name, byte[] content)
    {
        var path = Path.Join(Folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private static byte[] Picture(SKColor colour, SKEncodedImageFormat format)
    {
        using var bitmap = new SKBitmap(48, 40);
        bitmap.Erase(colour);
        using var encoded = bitmap.Encode(format, 100);
        return encoded.ToArray();
    }
}
