using global::Iot.Device.Media;
using UneXt50.Cameras.Iot;
using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Cameras.Tests;

/// <summary>JPEG as webcams write it.</summary>
public sealed class MotionJpegTests
{
    private static readonly byte[] Picture = File.ReadAllBytes(Path.Join(AppContext.BaseDirectory, "bars.jpg"));

    [Fact]
    public void A_frame_without_Huffman_tables_is_read_with_the_standard_ones()
    {
        var bare = Jpegs.WithoutHuffmanTables(Picture);
        Assert.True(bare.Length < Picture.Length);

        Assert.Equal(Pixels(Picture), Pixels(bare));
    }

    [Fact]
    public void Bytes_behind_the_end_of_a_frame_play_no_part() =>
        Assert.Equal(Pixels(Picture), Pixels([.. Picture, .. new byte[5000]]));

    [Fact]
    public void Limit_of_iot_a_frame_is_as_long_as_its_buffer_whatever_the_driver_wrote()
    {
        // The driver wrote the picture; behind it is what is left of an earlier, longer one.
        byte[] buffer = [.. Picture, .. Picture.AsSpan(Picture.Length / 2)];

        var frame = IotCamera.Picture(new NewImageBufferReadyEventArgs(buffer, buffer.Length), layout: null);

        Assert.Equal(buffer.Length, frame.Length);
        Assert.Equal(Pixels(Picture), Pixels(frame.ToArray()));
    }

    [Fact]
    public void A_frame_has_its_end_where_that_is_the_last_thing_and_where_bytes_follow_it()
    {
        Assert.True(MotionJpeg.HasEnd(Picture));
        Assert.True(MotionJpeg.HasEnd([.. Picture, .. new byte[5000]]));
        Assert.False(MotionJpeg.HasEnd(Picture.AsSpan(..^2)));
        Assert.False(MotionJpeg.HasEnd([.. Picture[..^2], .. new byte[5000]]));
        // Nothing else of it is looked at.
        Assert.True(MotionJpeg.HasEnd([0, 0, 0xFF, 0xD9]));
    }

    private static byte[] Pixels(byte[] jpeg)
    {
        var frame = new Frame("camera", jpeg);
        using var image = ImageDecoding.For(frame).Decode(frame, shortSideHint: 0);
        return image.Pixels.ToArray();
    }
}
