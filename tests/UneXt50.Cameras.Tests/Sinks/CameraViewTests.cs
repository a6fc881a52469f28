using System.Diagnostics;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using UneXt50.Cameras.View;
using UneXt50.Imaging;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

public sealed partial class CameraViewTests : IDisposable
{
    private readonly ViewHarness _view = new();

    public void Dispose() => _view.Dispose();

    [Fact]
    public void The_page_is_one_file_that_loads_nothing_from_elsewhere()
    {
        var page = _view.Get("/");

        Assert.Equal("200 OK", page.Status);
        Assert.DoesNotMatch(Elsewhere(), page.Text);
        Assert.Contains("default-src 'none'", page.Head, StringComparison.Ordinal);
        Assert.Contains("frame-ancestors 'none'", page.Head, StringComparison.Ordinal);
    }

    [Fact]
    public void The_state_has_the_newest_frame_and_the_answer_to_it()
    {
        Assert.Equal(0, _view.State().GetProperty("frame").GetInt64());
        _view.View.Take(Answers.Frame(1), Answers.Of(0.1f, 0.8f, 0.1f), isReported: false);
        _view.View.Take(Answers.Frame(2, [0xFF, 0xD8, 7]), ViewHarness.Scab, isReported: true);

        var state = _view.State();

        Assert.Equal((2, 2), (state.GetProperty("frame").GetInt64(), state.GetProperty("seen").GetInt64()));
        Assert.Equal("2026-01-31T12:00:02Z", state.GetProperty("arrival").GetString());
        var result = state.GetProperty("result");
        Assert.Equal("apple scab", result.GetProperty("classes")[0].GetProperty("label").GetString());
        Assert.Equal(30, result.GetProperty("milliseconds").GetProperty("inference").GetDouble());
        Assert.Equal([0xFF, 0xD8, 7], _view.Get("/frame/2").Body);
        Assert.Equal("404 Not Found", _view.Get("/frame/1").Status); // nobody was shown it
    }

    [Fact]
    public void Pixels_become_a_jpeg()
    {
        byte[] grey = [.. Enumerable.Repeat((byte)200, 300)];
        var pixels = Answers.Frame(data: grey, layout: new(PixelFormat.Rgb24, 10, 10, 30));
        _view.View.Take(pixels, ViewHarness.Scab, isReported: true);
        _view.State();

        var jpeg = new Frame("shown", _view.Get("/frame/1").Body);
        using var image = ImageDecoding.For(jpeg).Decode(jpeg, 0);
        Assert.Equal((10, 10), (image.Width, image.Height));
        Assert.InRange(image.Pixels[0], 198, 202);
    }

    [Fact]
    public void A_frame_that_is_no_picture_is_told_without_one()
    {
        var cutOff = Answers.Frame(data: [1, 2], layout: new(PixelFormat.Rgb24, 10, 10, 30));
        _view.View.Take(cutOff, Answers.Failure, isReported: true);

        var state = _view.State();

        Assert.False(state.GetProperty("picture").GetBoolean());
        var error = state.GetProperty("result").GetProperty("error").GetString();
        Assert.Contains("damaged", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_has_seen_the_newest_frame_waits_for_the_next()
    {
        _view.Show();

        var waiting = Task.Run(() => _view.State(after: 1), TestContext.Current.CancellationToken);
        Assert.NotSame(waiting, await Task.WhenAny(waiting, Task.Delay(100, TestContext.Current.CancellationToken)));
        _view.View.Take(Answers.Frame(), ViewHarness.Scab, isReported: true);

        Assert.Equal(2, (await waiting).GetProperty("frame").GetInt64());
    }

    [Fact]
    public void A_page_of_an_earlier_run_is_shown_this_one()
    {
        _view.View.Take(Answers.Frame(), ViewHarness.Scab, isReported: true);
        Assert.Equal(1, _view.State(after: 4711).GetProperty("frame").GetInt64());
    }

    [Fact]
    public void However_many_look_frames_are_a_pause_apart()
    {
        using var end = new ManualResetEvent(false);
        var camera = new Thread(() =>
        {
            while (!end.WaitOne(1)) _view.View.Take(Answers.Frame(), ViewHarness.Scab, isReported: true);
        });
        camera.Start();
        var start = Stopwatch.GetTimestamp();
        var seen = Enumerable.Range(0, 6).AsParallel().WithDegreeOfParallelism(6).SelectMany(viewer =>
        {
            var (numbers, last) = (new List<long>(), 0L);
            for (var i = 0; i < 4; i++)
            {
                last = _view.State(after: viewer == 0 ? 0 : last).GetProperty("frame").GetInt64();
                numbers.Add(last);
            }

            return numbers;
        }).Distinct().Count();
        var most = 2 + (Stopwatch.GetElapsedTime(start) / FrameShelf.Interval);
        end.Set();
        camera.Join();

        Assert.InRange(seen, 4, most);
    }

    [Fact]
    public void Viewers_that_leave_or_stop_reading_cost_nothing()
    {
        _view.View.Take(Answers.Frame(data: new byte[8 << 20]), ViewHarness.Scab, isReported: true);
        _view.State();
        var address = _view.View.Address;
        for (var i = 0; i < 40; i++)
        {
            using var leaves = new TcpClient("127.0.0.1", address.Port);
            leaves.GetStream().Write("GET /state?after=1 HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);
        }

        using var stalls = new TcpClient("127.0.0.1", address.Port);
        stalls.GetStream().Write("GET /frame/1 HTTP/1.1\r\nHost: localhost\r\n\r\n"u8);

        _view.View.Take(Answers.Frame(), ViewHarness.Scab, isReported: true);
        Assert.Equal(2, _view.State(after: 1).GetProperty("frame").GetInt64());
    }

    [Fact]
    public void A_thousand_idle_connections_hold_up_nobody()
    {
        var idle = new List<TcpClient>();
        try
        {
            for (var i = 0; i < 1000; i++)
            {
                idle.Add(new TcpClient("127.0.0.1", _view.View.Address.Port));
                if (i % 2 == 0) idle[^1].GetStream().Write("GET / HTTP/1.1\r\nX-Slow: "u8); // and never more
            }

            // Each of these would wait five seconds for as many of the idle ones as may be open, were those kept.
            for (var i = 0; i < 200; i++) Assert.Equal("200 OK", _view.Get("/").Status);
            Assert.InRange(idle.Count(IsOpen), 0, 200);
        }
        finally
        {
            idle.ForEach(client => client.Dispose());
        }
    }

    private static bool IsOpen(TcpClient client) => !(client.Client.Poll(0, SelectMode.SelectRead));

    [Fact]
    public void A_lost_camera_is_told()
    {
        Assert.False(_view.State().GetProperty("lost").GetBoolean());
        _view.Unplug();
        Assert.True(SpinWait.SpinUntil(() => _view.Feed.IsLost, TimeSpan.FromSeconds(60)));
        Assert.True(_view.State().GetProperty("lost").GetBoolean());
    }

    [Fact]
    public void Frames_of_one_size_are_taken_without_garbage()
    {
        var frame = Answers.Frame(data: new byte[100_000]);
        for (var i = 0; i < 10; i++) _view.View.Take(frame, ViewHarness.Scab, isReported: true);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1000; i++) _view.View.Take(frame, ViewHarness.Scab, isReported: true);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1000 * 200);
    }

    [GeneratedRegex("https?://|//[a-z]+\\.|<script src|<link rel=\"stylesheet|@import")]
    private static partial Regex Elsewhere();
}
