using SkiaSharp;
using UneXt50.Cameras.Processes;
using Xunit;

namespace UneXt50.Cameras.Tests;

public sealed class JpegSplitterTests
{
    private static readonly byte[] Red = Jpegs.Picture(SKColors.Red);
    private static readonly byte[] Green = Jpegs.Picture(SKColors.Lime, 80, 60);
    private static readonly byte[] Blue = Jpegs.Picture(SKColors.Blue);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(1000)]
    [InlineData(1_000_000)]
    public void Files_come_out_as_they_went_in_however_they_are_cut(int chunk) =>
        Assert.Equal([Red, Green, Blue], Split([.. Red, .. Green, .. Blue], chunk));

    [Fact]
    public void Garbage_between_files_is_passed_over()
    {
        byte[] garbage = [0, 0xFF, 0xD8, 0x00, 0xFF, 0xD9, 0xFF, 0xFF, 1, 2, 3];

        Assert.Equal([Red, Green], Split([.. garbage, .. Red, .. garbage, .. Green, .. garbage], 13));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(1000)]
    public void Files_that_lack_their_end_and_nothing_else_are_given_it(int chunk)
    {
        byte[] stream = [.. Red[..^2], .. Green[..^2], .. Blue[..^2]];

        Assert.Equal([Red, Green, Blue], Split(stream, chunk, toTheEnd: true));
        Assert.Equal([Green], Split([.. Red[..^100], .. Green[..^2], .. Blue[..^100]], chunk, toTheEnd: true));
    }

    [Fact]
    public void Half_a_file_costs_no_other_file()
    {
        Assert.Equal([Green, Blue], Split([.. Red[..^100], .. Green, .. Blue], 50));
        Assert.Equal([Green, Blue], Split([.. Red[100..], .. Green, .. Blue], 50));
    }

    [Fact]
    public void A_file_that_breaks_off_in_its_tables_costs_one_other_at_most()
    {
        var files = Split([.. Red[..30], .. Green, .. Blue, .. Red], 50);

        Assert.Equal(Red, files[^1]);
        Assert.Contains(Blue, files);
    }

    [Fact]
    public void A_thumbnail_does_not_end_a_file_nor_is_it_one()
    {
        var pictured = Jpegs.WithThumbnail(Red, Blue);

        Assert.Equal([pictured, Green], Split([.. pictured, .. Green], 99));
        Assert.Equal([Green], Split([.. pictured[..^100], .. Green], 99));
    }

    [Fact]
    public void A_stream_without_an_end_is_not_kept()
    {
        var splitter = new JpegSplitter();
        var frame = new FrameBuffer();
        for (long fed = 0; fed < 200 << 20;)
        {
            var room = splitter.Room();
            room.Fill(0x55);
            if (fed == 0) Red.AsSpan(0, Red.Length / 2).CopyTo(room);
            splitter.Add(room.Length);
            fed += room.Length;
            Assert.False(splitter.TryTake(frame));
            Assert.InRange(room.Length, 1, 64 << 20);
        }
    }

    private static List<byte[]> Split(byte[] stream, int chunk, bool toTheEnd = false)
    {
        var splitter = new JpegSplitter();
        var frame = new FrameBuffer();
        var files = new List<byte[]>();
        for (var at = 0; at < stream.Length;)
        {
            var room = splitter.Room();
            var count = Math.Min(Math.Min(chunk, room.Length), stream.Length - at);
            stream.AsSpan(at, count).CopyTo(room);
            splitter.Add(count);
            at += count;
            while (splitter.TryTake(frame)) files.Add(frame.Data.ToArray());
        }

        if (toTheEnd && splitter.TryTakeLast(frame)) files.Add(frame.Data.ToArray());
        return files;
    }
}
