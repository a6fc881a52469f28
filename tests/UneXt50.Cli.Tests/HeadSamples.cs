using SkiaSharp;
using UneXt50.Tests;

namespace UneXt50.Cli.Tests;

/// <summary>
/// Training folders of plain colours, each photo a little different, which the tiny model tells apart.
/// </summary>
internal static class HeadSamples
{
    /// <summary>Adds <c>folder/name/0.png</c> and so on, in shades of a colour.</summary>
    public static void AddClass(this TemporaryFolder folder, string name, SKColor colour, int count = 6)
    {
        Directory.CreateDirectory(folder[name]);
        for (var i = 0; i < count; i++)
        {
            using var bitmap = new SKBitmap(32, 32);
            bitmap.Erase(new SKColor(Shade(colour.Red, i), Shade(colour.Green, i + 1), Shade(colour.Blue, i + 2)));
            using var encoded = bitmap.Encode(SKEncodedImageFormat.Png, 100);
            File.WriteAllBytes(folder[$"{name}/{i}.png"], encoded.ToArray());
        }
    }

    /// <summary>Warm, cold and green photos in "photos".</summary>
    public static void AddClasses(this TemporaryFolder folder)
    {
        folder.AddClass("photos/warm", SKColors.Red);
        folder.AddClass("photos/cold", SKColors.Blue);
        folder.AddClass("photos/green", SKColors.Lime);
    }

    private static byte Shade(byte value, int i) => (byte)(value > 128 ? value - (7 * (i % 9)) : value + (5 * (i % 7)));
}
