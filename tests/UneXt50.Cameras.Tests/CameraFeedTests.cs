using System.Collections.Concurrent;
using SkiaSharp;
using Xunit;

namespace UneXt50.Cameras.Tests;

public sealed class CameraFeedTests
{
    private static readonly CameraFeedOptions Once = new() { Reconnect = false };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_frame_is_named_after_camera_and_time()
    {
        var before = DateTime.UtcNow;
        using var feed = Open(Once, ScriptedCamera.Frame(1));

        var frame = feed.Next(afterNow: false, Cancellation);

        var (camera, time) = (frame.Name.Split('@')[0], frame.Name.Split('@')[1]);
        Assert.Equal("camera", camera);
        Assert.InRange(
            DateTime.Parse(time, null, System.Globalization.DateTimeStyles.AdjustToUniversal),
            before.AddMilliseconds(-1), DateTime.UtcNow);
    }

    [Fact]
    public void A_camera_that_fails_is_opened_again_and_the_outage_told_once()
    {
        using var gone = new ManualResetEvent(false);
        var told = new ConcurrentQueue<string>();
        var cameras = new Queue<Func<ICamera>>(
        [
            () => new ScriptedCamera(
                ScriptedCamera.Frame(1), ScriptedCamera.Waits(gone), ScriptedCamera.Fails("unplugged")),
            () => throw new UneXt50Exception(ErrorKind.Camera, "camera", "unplugged", "plug it in"),
            () => new ScriptedCamera(ScriptedCamera.Frame(2)),
        ]);
        var options = new CameraFeedOptions
        {
            Lost = error => told.Enqueue(error.Problem),
            Restored = camera => told.Enqueue($"back: {camera.Mode}"),
        };
        using var feed = CameraFeed.Open(() => cameras.Dequeue()(), options);

        Assert.Equal(1, feed.Next(afterNow: false, Cancellation).Data.Span[0]);
        gone.Set();
        var second = feed.Next(afterNow: false, Cancellation);
        while (second.Data.Span[0] == 1) second = feed.Next(afterNow: false, Cancellation);
        Assert.Equal(2, second.Data.Span[0]);
        feed.Dispose();
        Assert.Equal(["unplugged", "back: 1x1 RGB24"], told);
    }

    [Fact]
    public void Without_reconnecting_the_failure_reaches_who_waits_for_a_frame()
    {
        using var feed = Open(Once, ScriptedCamera.Fails("unplugged"));

        var error = Assert.Throws<UneXt50Exception>(() => feed.Next(afterNow: false, Cancellation));

        Assert.Equal("camera: unplugged; plug it in", error.Message);
    }

    [Fact]
    public void A_camera_that_cannot_be_opened_at_first_is_an_error_at_once() => Assert.Throws<UneXt50Exception>(
        () => CameraFeed.Open(() => throw new UneXt50Exception(ErrorKind.Camera, "camera", "busy", "stop it")));

    [Fact]
    public void A_camera_that_has_never_delivered_a_frame_is_not_tried_again_whatever_is_wrong()
    {
        var second = TimeSpan.FromSeconds(1);
        foreach (var failure in (UneXt50Exception[])
                 [
                     CameraError.Stalled("camera", second), CameraError.OnlyDamaged("camera", second),
                     new UneXt50Exception(ErrorKind.Camera, "camera", "no plugin", "install it"),
                 ])
        {
            var cameras = new Queue<ICamera>([new ScriptedCamera((_, _) => throw failure)]);
            using var feed = CameraFeed.Open(cameras.Dequeue);

            Assert.Equal(
                failure.Message,
                Assert.Throws<UneXt50Exception>(() => feed.Next(afterNow: false, Cancellation)).Message);
        }
    }

    [Fact]
    public void A_camera_that_has_never_worked_is_waited_for_where_that_is_wanted_and_the_feed_is_there_meanwhile()
    {
        var told = new ConcurrentQueue<string>();
        using var plugged = new ManualResetEventSlim();
        var options = new CameraFeedOptions { ReconnectForever = true, Lost = error => told.Enqueue(error.Problem) };
        using var feed = CameraFeed.Open(
            () => plugged.IsSet ? new ScriptedCamera(ScriptedCamera.Frame(7))
                : throw new UneXt50Exception(ErrorKind.Camera, "auto", "no camera was found", "plug one in"),
            options, "auto");
        Assert.Equal(("auto", null, true), (feed.Name, feed.Mode, feed.IsLost));

        plugged.Set();

        Assert.StartsWith("camera@", feed.Next(afterNow: false, Cancellation).Name, StringComparison.Ordinal);
        Assert.Equal(("camera", "1x1 RGB24"), (feed.Name, feed.Mode));
        Assert.Equal(["no camera was found"], told);
    }

    [Fact]
    public void Only_who_does_not_wait_for_a_network_camera_is_advised_to()
    {
        static UneXt50Exception Failure(CameraFeedOptions options)
        {
            using var feed = Open(options, (_, _) => throw CameraError.NoAnswer("camera", TimeSpan.FromSeconds(3)));
            return Assert.Throws<UneXt50Exception>(() => feed.Next(afterNow: false, Cancellation));
        }

        Assert.EndsWith(
            "or wait for it with reconnect forever", Failure(new CameraFeedOptions()).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("reconnect", Failure(Once).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_came_before_the_end_or_a_failure_is_taken_first()
    {
        using var failing = Open(Once, ScriptedCamera.Frame(1), ScriptedCamera.Fails("unplugged"));
        using var ending = Open(Once, ScriptedCamera.Frame(1), (_, _) => throw new EndOfStreamException());

        foreach (var feed in new[] { failing, ending })
        {
            Assert.Equal(1, feed.Next(afterNow: false, Cancellation).Data.Span[0]);
            Assert.ThrowsAny<Exception>(() => feed.Next(afterNow: false, Cancellation));
        }
    }

    [Fact]
    public void A_failed_open_leaves_no_descriptor_behind()
    {
        static int Descriptors() => Directory.GetFiles("/proc/self/fd")
            .Count(file => File.ResolveLinkTarget(file, returnFinalTarget: false)?.Name.Contains("eventfd", StringComparison.Ordinal) == true);
        static void Fail()
        {
            Assert.Throws<UneXt50Exception>(() => UneXt50.Cameras.V4l2.V4l2Camera.Open("/dev/null", new CameraRequest()));
            Assert.Throws<UneXt50Exception>(() => new UneXt50.Cameras.Processes.ProcessCamera(
                "none", "", new("/proc/nonexistent/camera", []), TimeSpan.FromSeconds(1)));
        }

        Fail();
        var before = Descriptors();
        for (var i = 0; i < 100; i++) Fail();

        Assert.InRange(Descriptors(), 0, before + 50);
    }

    [Fact]
    public void A_frame_that_lacks_its_end_marker_and_nothing_else_is_whole()
    {
        var picture = Jpegs.Picture(SKColors.Red);
        using var feed = Open(Once, ScriptedCamera.Jpeg(picture[..^2]));

        Assert.Equal(picture, feed.Next(afterNow: false, Cancellation).Data.ToArray());
        Assert.Equal(0, feed.Damaged);
    }

    [Fact]
    public void A_damaged_frame_is_dropped_and_counted()
    {
        var picture = Jpegs.Picture(SKColors.Red);
        using var feed = Open(
            Once, ScriptedCamera.Jpeg(picture[..^50]), ScriptedCamera.Jpeg([]), ScriptedCamera.Jpeg(picture));

        Assert.Equal(picture, feed.Next(afterNow: false, Cancellation).Data.ToArray());
        Assert.Equal(2, feed.Damaged);
    }

    [Fact]
    public void Nothing_but_damaged_frames_is_a_failure()
    {
        var half = ScriptedCamera.Jpeg(Jpegs.Picture(SKColors.Red)[..500]);
        void Step(FrameBuffer buffer, CancellationToken cancellation)
        {
            half(buffer, cancellation);
            Thread.Sleep(20);
        }

        var options = Once with { Timeout = TimeSpan.FromMilliseconds(100) };
        using var feed = Open(options, [.. Enumerable.Repeat<Action<FrameBuffer, CancellationToken>>(Step, 1000)]);

        var error = Assert.Throws<UneXt50Exception>(() => feed.Next(afterNow: false, Cancellation));

        Assert.Contains("only damaged frames for 0.1 s", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_frame_after_now_is_not_one_that_waited()
    {
        using var next = new ManualResetEvent(false);
        using var feed = Open(Once, ScriptedCamera.Frame(1), ScriptedCamera.Frame(2), (buffer, cancellation) =>
        {
            ScriptedCamera.Waits(next)(buffer, cancellation);
            ScriptedCamera.Frame(3)(buffer, cancellation);
        });
        Assert.True(SpinWait.SpinUntil(() => feed.Skipped == 1, TimeSpan.FromSeconds(60)));

        var taking = Task.Run(() => feed.Next(afterNow: true, Cancellation), Cancellation);
        await Task.WhenAny(taking, Task.Delay(100, Cancellation));
        Assert.False(taking.IsCompleted);
        next.Set();

        Assert.Equal(3, (await taking).Data.Span[0]);
    }

    [Fact]
    public void A_bug_in_a_camera_reaches_who_waits_for_a_frame()
    {
        using var feed = Open(new CameraFeedOptions(), (_, _) => throw new InvalidOperationException("a bug"));

        Assert.Throws<InvalidOperationException>(() => feed.Next(afterNow: false, Cancellation));
    }

    [Fact]
    public void Waiting_ends_when_it_is_cancelled_and_disposing_closes_the_camera()
    {
        var camera = new ScriptedCamera();
        using (var feed = CameraFeed.Open(() => camera))
        {
            using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
            Assert.ThrowsAny<OperationCanceledException>(() => feed.Next(afterNow: false, soon.Token));
        }

        Assert.True(camera.IsDisposed);
    }

    private static CameraFeed Open(CameraFeedOptions options, params Action<FrameBuffer, CancellationToken>[] steps) =>
        CameraFeed.Open(() => new ScriptedCamera(steps), options);
}
