using System.Collections.Concurrent;
using SkiaSharp;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Cameras.Tests;

/// <summary>The first frames of a camera.</summary>
public sealed class WarmUpTests
{
    private static readonly PixelLayout Yuyv = new(PixelFormat.Yuyv, 64, 48, 128, ValueRange.Limited);
    private static readonly byte[] Scene = Bars();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Frames in which a camera sees nothing yet; noise of some levels is on the JPEGs.</summary>
    public static TheoryData<string> BlankFrames =>
        ["black", "grey", "white", "yuyv zeros as jpeg", "zeros by BT.709", "zeros by BT.2020", "dark yuyv", "grey yuyv"];

    [Theory]
    [MemberData(nameof(BlankFrames))]
    public void Frames_without_a_picture_are_passed_over(string kind)
    {
        var blank = Blank(kind);
        using var feed = Open(
            new CameraFeedOptions { WarmUp = WarmUp.Blank }, blank, blank, blank, ScriptedCamera.Jpeg(Scene));

        Assert.Equal(Scene, feed.Next(afterNow: false, Cancellation).Data.ToArray());
        Assert.Equal((3, 0), (feed.WarmUp, feed.Damaged));
    }

    [Fact]
    public void Buffers_that_a_driver_has_not_filled_are_damaged_whenever_they_come()
    {
        var half = new byte[Yuyv.Length];
        half.AsSpan(0, half.Length / 2).Fill(128);
        using var feed = Open(
            new CameraFeedOptions { Reconnect = false }, Raw(new byte[Yuyv.Length]), Raw(half), ScriptedCamera.Jpeg(Scene));

        Assert.Equal(Scene, feed.Next(afterNow: false, Cancellation).Data.ToArray());
        Assert.Equal((0, 2), (feed.WarmUp, feed.Damaged));
    }

    [Fact]
    public void A_view_that_is_black_indeed_is_answered_in_the_end()
    {
        var patient = WarmUp.Blank with { LongestBlank = TimeSpan.FromMilliseconds(50) };
        var told = new ConcurrentQueue<string>();
        using var feed = CameraFeed.Open(
            () => new EndlessBlack(),
            new CameraFeedOptions { WarmUp = patient, Blank = camera => told.Enqueue(camera.Name) });

        Assert.Equal(0, feed.Next(afterNow: false, Cancellation).Data.Span[0]);
        Assert.Equal(0, feed.Next(afterNow: true, Cancellation).Data.Span[0]);
        Assert.Equal(["night"], told);
    }

    [Theory]
    [InlineData("red")]
    [InlineData("lime")]
    [InlineData("scene")]
    public void Frames_of_other_colours_are_pictures(string kind)
    {
        var picture = kind switch
        {
            "red" => Jpegs.Picture(SKColors.Red),
            "lime" => Jpegs.Picture(SKColors.Lime),
            _ => Scene,
        };
        var told = new ConcurrentQueue<string>();
        var options = new CameraFeedOptions { WarmUp = WarmUp.Blank, Blank = camera => told.Enqueue(camera.Name) };
        using var feed = Open(options, ScriptedCamera.Jpeg(picture));

        Assert.Equal(picture, feed.Next(afterNow: false, Cancellation).Data.ToArray());
        Assert.Empty(told);
    }

    [Fact]
    public void So_many_frames_are_passed_over_after_each_opening()
    {
        var cameras = new Queue<ICamera>(
        [
            new ScriptedCamera(
                Frame(1), Frame(2), Frame(3), ScriptedCamera.Fails("unplugged")), new ScriptedCamera(Frame(4), Frame(5), Frame(6)),
        ]);
        var options = new CameraFeedOptions { WarmUp = WarmUp.TryParse("2") };
        using var feed = CameraFeed.Open(cameras.Dequeue, options);

        var seen = feed.Next(afterNow: false, Cancellation).Data.Span[0];
        while (seen == 3) seen = feed.Next(afterNow: false, Cancellation).Data.Span[0];

        Assert.Equal(6, seen);
        Assert.Equal(4, feed.WarmUp);
    }

    [Fact]
    public void A_camera_says_itself_what_it_needs_unless_somebody_knows_better()
    {
        ICamera Camera() => new ExposedCamera(new ScriptedCamera(Frame(1), Frame(2)));
        using var usual = CameraFeed.Open(Camera);
        using var none = CameraFeed.Open(Camera, new CameraFeedOptions { WarmUp = WarmUp.None });

        Assert.Equal(2, usual.Next(afterNow: false, Cancellation).Data.Span[0]);
        Assert.Equal(0, none.WarmUp);
        none.Next(afterNow: false, Cancellation);
    }

    [Fact]
    public void A_source_that_is_all_warm_up_gives_its_last_frame()
    {
        using var feed = Open(
            new CameraFeedOptions { WarmUp = WarmUp.TryParse("100") }, Frame(1), Frame(2), Ends);

        Assert.Equal(2, feed.Next(afterNow: false, Cancellation).Data.Span[0]);
        Assert.Throws<EndOfStreamException>(() => feed.Next(afterNow: false, Cancellation));
    }

    [Theory]
    [InlineData("0", 0L, null)]
    [InlineData("20", 20L, null)]
    [InlineData("2s", null, 2.0)]
    [InlineData("0.5s", null, 0.5)]
    public void Frames_and_seconds_are_read(string text, long? frames, double? seconds)
    {
        var warmUp = WarmUp.TryParse(text)!;
        Assert.Equal((frames, seconds), (warmUp.Frames, warmUp.Time?.TotalSeconds));
        Assert.Equal(TimeSpan.Zero, warmUp.LongestBlank);
    }

    [Theory]
    [InlineData("")]
    [InlineData("s")]
    [InlineData("-1")]
    [InlineData("1.5")]
    [InlineData("2 s")]
    [InlineData("1e9s")]
    [InlineData("NaNs")]
    [InlineData("two")]
    public void Other_words_are_none(string text) => Assert.Null(WarmUp.TryParse(text));

    private static void Ends(FrameBuffer buffer, CancellationToken cancellation) => throw new EndOfStreamException();

    private static Action<FrameBuffer, CancellationToken> Frame(byte value) => ScriptedCamera.Frame(value);

    private static Action<FrameBuffer, CancellationToken> Raw(byte[] data) => (buffer, _) => buffer.Fill(data, Yuyv);

    private static Action<FrameBuffer, CancellationToken> Blank(string kind) => kind switch
    {
        "black" => ScriptedCamera.Jpeg(Jpegs.Picture(new SKColor(4, 4, 4))),
        "grey" => ScriptedCamera.Jpeg(Jpegs.Picture(new SKColor(128, 128, 128))),
        "white" => ScriptedCamera.Jpeg(Jpegs.Picture(SKColors.White)),
        "yuyv zeros as jpeg" => ScriptedCamera.Jpeg(Jpegs.Picture(new SKColor(0, 135, 0))),
        "zeros by BT.709" => ScriptedCamera.Jpeg(Jpegs.Picture(new SKColor(0, 77, 0))),
        "zeros by BT.2020" => ScriptedCamera.Jpeg(Jpegs.Picture(new SKColor(0, 89, 0))),
        "dark yuyv" => Raw([.. Enumerable.Range(0, (int)Yuyv.Length).Select(i => i % 2 == 0 ? (byte)16 : (byte)128)]),
        _ => Raw([.. Enumerable.Repeat((byte)128, (int)Yuyv.Length)]),
    };

    private static byte[] Bars() => File.ReadAllBytes(Path.Join(AppContext.BaseDirectory, "bars.jpg"));

    private static CameraFeed Open(CameraFeedOptions options, params Action<FrameBuffer, CancellationToken>[] steps) =>
        CameraFeed.Open(() => new ScriptedCamera(steps), options);

    private sealed class EndlessBlack : ICamera
    {
        public string Name => "night";

        public string Mode => "";

        public void Read(FrameBuffer buffer, CancellationToken cancellation)
        {
            cancellation.WaitHandle.WaitOne(1);
            cancellation.ThrowIfCancellationRequested();
            Frame(0)(buffer, cancellation);
        }

        public void Dispose()
        {
        }
    }

    private sealed class ExposedCamera(ICamera inner) : ICamera
    {
        public string Name => inner.Name;

        public string Mode => inner.Mode;

        public WarmUp WarmUp { get; } = new() { Frames = 1 };

        public void Read(FrameBuffer buffer, CancellationToken cancellation) => inner.Read(buffer, cancellation);

        public void Dispose() => inner.Dispose();
    }
}
