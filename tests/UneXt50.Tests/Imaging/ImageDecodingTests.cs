using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Imaging;

public class ImageDecodingTests
{
    public static TheoryData<string> Bombs =>
        new(Directory.EnumerateFiles(Path.Combine(Golden.Folder, "bombs")).Select(path => Path.GetFileName(path)));

    [Fact]
    public void An_empty_file_is_said_to_be_empty()
    {
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(new Frame("a b.jpg", default)));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Equal("a b.jpg: the file is empty; copy or download it again", error.Message);
    }

    [Theory]
    [InlineData("hello, world")]
    [InlineData("\0\0\0\0")]
    [InlineData("B")]
    [InlineData("RIFF\0\0\0\0WAVE")]
    public void What_is_not_a_picture_is_told_which_formats_are(string content)
    {
        var frame = new Frame("notes.jpg", Encoding.Latin1.GetBytes(content));
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(frame));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Equal("give a JPEG, PNG, WebP, GIF or BMP file", error.Remedy);
    }

    [Theory]
    [InlineData("II*\0 a TIFF file", "it is a TIFF picture or a camera's raw file", "'convert NAME")]
    [InlineData("P3 1 1 255 0 0 0", "it is a PNM picture", "convert")]
    [InlineData("\0\0\0\u0018ftypheic\0\0\0\0", "it is a HEIC picture", "heif-convert")]
    [InlineData("version https://git-lfs.github.com/spec/v1\noid", "it is a Git LFS pointer", "git lfs pull")]
    [InlineData("<!DOCTYPE html><html>", "it is a web page", "download")]
    public void What_is_known_but_not_read_is_named_with_what_to_do(string content, string problem, string remedy)
    {
        var frame = new Frame("photo.jpg", Encoding.Latin1.GetBytes(content));
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(frame));
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.StartsWith(problem, error.Problem, StringComparison.Ordinal);
        Assert.Contains(remedy, error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_bytes_decide_and_not_the_name()
    {
        var frame = Golden.Picture("rgb.png") with { Name = "really-a.jpg" };
        using var image = ImageDecoding.For(frame).Decode(frame, 0);
        Assert.Equal(67, image.Width);
    }

    [Theory]
    [MemberData(nameof(Bombs))]
    public void A_picture_too_large_for_a_board_is_refused_by_its_header(string name)
    {
        var frame = new Frame(name, Golden.Bytes(Path.Combine("bombs", name)));
        var before = GC.GetAllocatedBytesForCurrentThread();
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(frame).Decode(frame, 160));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        Assert.Contains("too large to decode", error.Problem, StringComparison.Ordinal);
        Assert.Equal("scale it down first", error.Remedy);
    }

    [Theory]
    [InlineData("flat.png", "it would take 91 MB, the limit is 84 MB for a file under 1 MB")]
    [InlineData("flat.webp", "it would take 97 MB, the limit is 84 MB for a file under 1 MB")]
    [InlineData("progressive.jpg", "it would take 121 MB, the limit is 84 MB for a file under 1 MB")]
    [InlineData("deflated.png", "longest side 30000, area 40 megapixels")]
    public void The_limit_is_in_the_message(string name, string limit)
    {
        var frame = new Frame(name, Golden.Bytes(Path.Combine("bombs", name)));
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(frame).Decode(frame, 160));
        Assert.EndsWith($"too large to decode ({limit})", error.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Comment", 100_000)]
    [InlineData("XML:com.adobe.xmp", 4_000_000)] // the first megabyte of three
    public void Text_in_a_png_is_not_inflated_beyond_its_beginning(string key, int mostBytes)
    {
        var png = Golden.Picture("rgb.png").Data.ToArray();
        var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            zlib.Write(new byte[50_000_000]);
        }

        byte[] text = [.. "zTXt"u8, .. Encoding.Latin1.GetBytes(key), 0, 0, .. packed.ToArray()];
        var chunk = new byte[8 + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, text.Length - 4);
        text.CopyTo(chunk, 4);
        var chunks = Enumerable.Repeat(chunk, 20).SelectMany(each => each);
        var frame = new Frame("texts.png", (byte[])[.. png[..33], .. chunks, .. png[33..]]);

        var before = GC.GetAllocatedBytesForCurrentThread();
        using var image = ImageDecoding.For(frame).Decode(frame, 0);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, mostBytes);
    }

    [Fact]
    public void A_jpeg_with_hundreds_of_scans_is_refused()
    {
        var jpeg = Golden.Picture("progressive.jpg").Data.ToArray();
        var last = jpeg.AsSpan().LastIndexOf((ReadOnlySpan<byte>)[0xFF, 0xDA]);
        var scans = Enumerable.Repeat(jpeg[last..^2], 200).SelectMany(scan => scan);
        var frame = new Frame("scans.jpg", (byte[])[.. jpeg[..last], .. scans, 0xFF, 0xD9]);
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(frame).Decode(frame, 0));
        Assert.Contains("scans are not supported", error.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_png_that_promises_more_rows_than_it_has_is_truncated()
    {
        // Well-formed to the last checksum, but compressed from one row too few.
        var frame = new Frame("short.png", Golden.Bytes("short.png"));
        var error = Assert.Throws<UneXt50Exception>(() => ImageDecoding.For(frame).Decode(frame, 0));
        Assert.Equal("the PNG data ends too early", error.Problem);
    }
}
