using System.Collections.Concurrent;
using SkiaSharp;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests.Network;

public sealed class HttpCameraTests
{
    private static readonly byte[] Red = Jpegs.Picture(SKColors.Red), Blue = Jpegs.Picture(SKColors.Blue);

    private static readonly CameraRequest Patient = new() { Timeout = TimeSpan.FromMinutes(2) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void The_pictures_of_a_stream_come_one_after_another()
    {
        using var server = new FakeHttpCamera((stream, _) =>
        {
            FakeHttpCamera.BeginStream(stream);
            stream.Write([.. FakeHttpCamera.Part(Red), .. FakeHttpCamera.Part(Blue)[..100]]);
            stream.Flush();
            stream.Write(FakeHttpCamera.Part(Blue).AsSpan(100));
            stream.ReadByte();
        });
        using var camera = Open(server, "");
        var buffer = new FrameBuffer();

        camera.Read(buffer, Cancellation);
        Assert.Equal(Red, buffer.Data.ToArray());
        camera.Read(buffer, Cancellation);
        Assert.Equal(Blue, buffer.Data.ToArray());
    }

    [Fact]
    public void A_single_picture_is_asked_for_again_and_again_and_no_faster_than_wanted()
    {
        var count = 0;
        using var server = new FakeHttpCamera((stream, request) => FakeHttpCamera.Answer(
            "200 OK\r\nContent-Type: image/jpeg", count++ % 2 == 0 ? Red : Blue[..^2])(stream, request));
        using var camera = Open(server, "", Patient with { Rate = 1000 });
        var buffer = new FrameBuffer();

        foreach (var expected in (byte[][])[Red, Blue, Red])
        {
            camera.Read(buffer, Cancellation);
            Assert.Equal(expected, buffer.Data.ToArray());
        }

        using var slow = Open(server, "", Patient with { Rate = 0.001 });
        slow.Read(buffer, Cancellation);
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        soon.CancelAfter(100);
        Assert.ThrowsAny<OperationCanceledException>(() => slow.Read(buffer, soon.Token));
    }

    [Fact]
    public void User_and_password_of_the_address_are_given_when_asked_for_and_shown_nowhere()
    {
        using var server = new FakeHttpCamera((stream, request) =>
        {
            var isKnown = request.Contains(
                $"Authorization: Basic {Convert.ToBase64String("me:p@ss"u8)}", StringComparison.Ordinal);
            FakeHttpCamera.Answer(
                isKnown ? "200 OK\r\nContent-Type: image/jpeg" : "401 No\r\nWWW-Authenticate: Basic realm=\"x\"",
                isKnown ? Red : [])(stream, request);
        });
        using (var camera = Open(server, "me:p%40ss@"))
        {
            camera.Read(new FrameBuffer(), Cancellation);
            Assert.Equal($"http://me:***@localhost:{server.Port}/x", camera.Name);
        }

        Assert.All(server.Requests, request => Assert.DoesNotContain("p%40ss", request, StringComparison.Ordinal));
        var refused = Failure(server, "me:wrong@");
        Assert.Contains("(401); correct them in the address", refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("404 Not Found", "it answers 404 Not Found; check the address")]
    [InlineData("401 No", "user:password@")]
    [InlineData("200 OK\r\nContent-Type: text/html", "it sends text/html, no picture")]
    [InlineData("200 OK\r\nContent-Type: video/mp2t", "give 'gst:uridecodebin uri=http")]
    [InlineData("200 OK\r\nContent-Type: image/png", "what it sends has no JPEG in it")]
    public void What_is_no_picture_is_told(string head, string problem)
    {
        using var server = new FakeHttpCamera(FakeHttpCamera.Answer(head, 1, 2, 3));

        var failure = Failure(server, "");

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_nothing_listens_or_nothing_is_said_it_is_told_to_see_to_that()
    {
        int port;
        using (var gone = new FakeHttpCamera((_, _) => { })) port = gone.Port;
        var failure = Failure($"http://localhost:{port}/x", Patient);
        Assert.Contains("refused", failure.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("check that it is on and can be reached from here", failure.Message, StringComparison.Ordinal);

        using var silent = new FakeHttpCamera((stream, _) => stream.ReadByte());
        failure = Failure(
            $"http://localhost:{silent.Port}/x", new CameraRequest { Timeout = TimeSpan.FromSeconds(0.2) });
        Assert.Contains("no answer for 0.2 s", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_camera_that_is_late_and_then_breaks_off_is_waited_for()
    {
        int port;
        using (var gone = new FakeHttpCamera((_, _) => { })) port = gone.Port;
        var told = new ConcurrentQueue<string>();
        using var isAway = new ManualResetEventSlim();
        var options = new CameraFeedOptions
        {
            ReconnectForever = true,
            WarmUp = WarmUp.None,
            Lost = failure =>
            {
                told.Enqueue(failure.Problem);
                isAway.Set();
            },
        };
        using var feed = CameraFeed.Open(
            () => CameraSpec.Parse($"http://localhost:{port}/x").Open(Patient), options);
        isAway.Wait(Cancellation);
        using var late = new FakeHttpCamera(
            (stream, _) =>
            {
                FakeHttpCamera.BeginStream(stream);
                stream.Write(FakeHttpCamera.Part(Red));
            },
            port);

        for (var frames = 0; frames < 2; frames++) Assert.Equal(Red, feed.Next(afterNow: false, Cancellation).Data.ToArray());
        Assert.Contains("it has ended the stream", told);
        Assert.InRange(feed.Reconnects, 1, 2);
    }

    private static ICamera Open(FakeHttpCamera server, string user, CameraRequest? request = null) =>
        CameraSpec.Parse($"http://{user}localhost:{server.Port}/x").Open(request ?? Patient);

    private static UneXt50Exception Failure(FakeHttpCamera server, string user) =>
        Failure($"http://{user}localhost:{server.Port}/x", Patient);

    private static UneXt50Exception Failure(string address, CameraRequest request)
    {
        using var camera = CameraSpec.Parse(address).Open(request);
        return Assert.Throws<UneXt50Exception>(() => camera.Read(new FrameBuffer(), Cancellation));
    }
}
