using UneXt50.Cameras.Processes;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Cameras.Tests.Processes;

/// <summary>Streams as ffmpeg and GStreamer write them, put together by hand (RFC 8794, RFC 9559).</summary>
public sealed class MatroskaFramesTests
{
    private static readonly byte[] Head =
    [
        0x1A, 0x45, 0xDF, 0xA3, 0x82, 1, 2, // what is skipped
        0x18, 0x53, 0x80, 0x67, 0x01, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, // of unknown size
        0x15, 0x49, 0xA9, 0x66, 0x87, 0x2A, 0xD7, 0xB1, 0x83, 0x0F, 0x42, 0x40,
        0x16, 0x54, 0xAE, 0x6B, 0x8A, 0xAE, 0x88, 0xE0, 0x86, 0xB0, 0x81, 2, 0xBA, 0x81, 1,
    ];

    [Fact]
    public void Pictures_come_with_their_times_and_rows_whoever_wrote_them()
    {
        byte[] stream =
        [
            .. Head, .. Cluster(1000), .. Block(0xA3, 20, 1, 2, 3, 4, 5, 6),
            0xA0, 0x8F, .. Block(0xA1, -20, 7, 8, 9, 10, 11, 12), 0x9B, 0x81, 40, // in a group, with how long it lasts
            .. Cluster(5000), .. Block(0xA3, 0, 1, 2, 3, 4, 5, 6, 0, 0), // rows of whole words
            .. Block(0xA3, 1, 1, 2, 3),
        ];
        foreach (var step in (int[])[1, 3, 1000])
        {
            var frames = Frames(stream, step);
            var pixels = new byte[6];

            Assert.True(frames.MoveNext());
            Assert.Equal((TimeSpan.FromMilliseconds(1020), new PixelLayout(PixelFormat.Rgb24, 2, 1, 6)), (frames.Time, frames.Layout));
            frames.Read(pixels);
            Assert.Equal([1, 2, 3, 4, 5, 6], pixels);
            Assert.True(frames.MoveNext());
            Assert.Equal(TimeSpan.FromMilliseconds(980), frames.Time);
            Assert.True(frames.MoveNext()); // the one before was not read
            Assert.Equal((8, 8), (frames.Length, frames.Layout?.BytesPerLine));
            Assert.True(frames.MoveNext());
            Assert.Null(frames.Layout);
            Assert.False(frames.MoveNext());
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(30)]
    [InlineData(80)]
    public void A_stream_that_breaks_off_is_not_its_end(int length)
    {
        byte[] stream = [.. Head, .. Cluster(0), .. Block(0xA3, 0, 1, 2, 3, 4, 5, 6), .. Block(0xA3, 1, 1, 2, 3, 4, 5, 6), 0xA3];
        var frames = Frames(stream[..Math.Min(length, stream.Length)], 1000);

        Assert.Throws<EndOfStreamException>(() => { while (frames.MoveNext()) frames.Read(new byte[frames.Length]); });
    }

    [Theory]
    [InlineData(new byte[] { 0, 0 })]
    [InlineData(new byte[] { 0xB0, 0x89, 1, 2, 3, 4, 5, 6, 7, 8, 9 })]
    [InlineData(new byte[] { 0xA3, 0xFF, 0x81, 0, 0, 0x80 })]
    [InlineData(new byte[] { 0xA3, 0x83, 0x81, 0, 0, 0x80 })]
    [InlineData(new byte[] { 0xA3, 0x08, 0xFF, 0xFF, 0xFF, 0xFF, 0x81, 0, 0, 0x80 })]
    [InlineData(new byte[] { 0xEC, 0xFF })]
    public void What_cannot_be_is_refused_before_memory_is_taken(byte[] bytes) =>
        Assert.Throws<InvalidDataException>(() => Frames([.. Head, .. bytes], 1000).MoveNext());

    private static byte[] Cluster(short time) => [0x1F, 0x43, 0xB6, 0x75, 0xFF, 0xE7, 0x82, (byte)(time >> 8), (byte)time];

    private static byte[] Block(byte id, short time, params byte[] pixels) =>
        [id, (byte)(0x80 | (4 + pixels.Length)), 0x81, (byte)(time >> 8), (byte)time, 0x80, .. pixels];

    private static MatroskaFrames Frames(byte[] stream, int step)
    {
        var memory = new MemoryStream(stream);
        return new MatroskaFrames(room => memory.Read(room[..Math.Min(step, room.Length)]));
    }
}
