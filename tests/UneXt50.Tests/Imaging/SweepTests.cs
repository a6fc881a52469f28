using System.Formats.Tar;
using System.IO.Compression;
using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Imaging;

/// <summary>
/// Pictures of every kind that Pillow, ImageMagick, ffmpeg and others write (golden/sweep/make_sweep.py).
/// </summary>
public class SweepTests
{
    [Theory]
    [InlineData("bmp", 350)]
    [InlineData("gif", 80)]
    [InlineData("png", 550)]
    [InlineData("webp", 110)]
    [InlineData("jpeg", 200)]
    [InlineData("orientation", 500)]
    public void Every_kind_of_picture_has_the_right_pixels_or_is_refused(string folder, int atLeast)
    {
        var expected = Golden.Table("sweep/sweep.tsv").ToDictionary(row => row[0], row => row[1..]);
        var count = 0;
        var wrong = new List<string>();
        foreach (var frame in Pictures(folder))
        {
            var (found, should) = (Decoded(frame), string.Join(' ', expected[frame.Name][..3]));
            if (found != should) wrong.Add($"{frame.Name}: {found} instead of {should}");
            count++;
        }

        Assert.True(wrong.Count == 0, $"{wrong.Count} of {count} are wrong:\n{string.Join('\n', wrong)}");
        Assert.InRange(count, atLeast, int.MaxValue);
    }

    private static string Decoded(Frame frame)
    {
        try
        {
            using var image = ImageDecoding.For(frame).Decode(frame, 0);
            return $"{image.Width} {image.Height} {Golden.Sha256(image.Pixels)[..16]}";
        }
        catch (UneXt50Exception error) when (error.Kind == ErrorKind.Input && error.Subject == frame.Name)
        {
            return "0 0 refused";
        }
    }

    private static IEnumerable<Frame> Pictures(string folder)
    {
        using var packed = new GZipStream(
            new MemoryStream(Golden.Bytes("sweep/sweep.tar.gz")), CompressionMode.Decompress);
        using var archive = new TarReader(packed);
        while (archive.GetNextEntry() is { } entry)
        {
            if (!entry.Name.StartsWith(folder + "/", StringComparison.Ordinal)) continue;
            var data = new MemoryStream();
            entry.DataStream?.CopyTo(data);
            yield return new Frame(entry.Name, data.ToArray());
        }
    }
}
