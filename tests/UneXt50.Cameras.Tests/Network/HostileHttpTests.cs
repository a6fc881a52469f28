using System.Net;
using System.Net.Sockets;
using SkiaSharp;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests.Network;

/// <summary>Http cameras that do what none should.</summary>
public sealed class HostileHttpTests
{
    private static readonly byte[] Picture = Jpegs.Picture(SKColors.Red);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Content-Type: multipart/x-mixed-replace", "--x\r\n\r\n")]
    [InlineData("Content-Type: multipart/x-mixed-replace;boundary=a b; =", "")]
    [InlineData("Content-Type: multipart/x-mixed-replace; boundary=x", "--x\r\nContent-Length: 99999999999999999999\r\n\r\n")]
    [InlineData("Content-Type: multipart/x-mixed-replace; boundary=x", "--x\r\nContent-Length: -5\r\n\r\n")]
    [InlineData("X: y", "")]
    public void Pictures_are_found_whatever_the_headers_say(string head, string part)
    {
        using var server = new FakeHttpCamera((stream, _) =>
        {
            Write(stream, $"HTTP/1.1 200 OK\r\n{head}\r\n\r\n");
            for (var i = 0; i < 3; i++)
            {
                Write(stream, part);
                stream.Write(Picture);
            }
        });
        using var camera = Open(server, TimeSpan.FromMinutes(2));
        var buffer = new FrameBuffer();

        for (var i = 0; i < 3; i++)
        {
            camera.Read(buffer, Cancellation);
            Assert.Equal(Picture, buffer.Data.ToArray());
        }
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\n", "X: y\r\n", "what answers does not speak HTTP as it should")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n\r\n", "", "what answers does not speak HTTP as it should")]
    [InlineData("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: file:///etc/passwd\r\n\r\n", "",
        "it answers 302 Found and names file:///etc/passwd, which is not followed; check the address")]
    [InlineData("HTTP/1.1 302 Found\r\nContent-Length: 0\r\nLocation: /x\r\n\r\n", "", "it answers 302 Found and names /x")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: multipart/mixed\r\n\r\n", "garbage", "what it sent has no JPEG in it", 3)]
    public void What_it_should_not_send_ends_with_a_sentence(string first, string again, string problem, double seconds = 120)
    {
        using var server = new FakeHttpCamera((stream, _) =>
        {
            Write(stream, first);
            while (again.Length > 0) Write(stream, again);
        });
        using var camera = Open(server, TimeSpan.FromSeconds(seconds));

        var failure = Assert.Throws<UneXt50Exception>(() => camera.Read(new FrameBuffer(), Cancellation));

        Assert.Equal(ErrorKind.Camera, failure.Kind);
        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("", "no answer for 3 s")]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\n\r\n", "no whole frame for 3 s; let it send smaller frames")]
    public void Who_sends_a_byte_now_and_then_is_not_waited_for_beyond_the_limit(string head, string problem)
    {
        using var done = new ManualResetEventSlim();
        using var server = new FakeHttpCamera((stream, _) =>
        {
            Write(stream, head);
            byte[] slow = head.Length > 0 ? Picture : "HTTP/1.1 200 OK\r\n"u8.ToArray();
            for (var i = 0; i < slow.Length && !done.Wait(i < 5 ? 1 : 1000); i++) stream.Write(slow.AsSpan(i, 1));
        });
        using var camera = Open(server, TimeSpan.FromSeconds(3));

        var failure = Assert.Throws<UneXt50Exception>(() => camera.Read(new FrameBuffer(), Cancellation));
        done.Set();

        Assert.Contains(problem, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_redirect_is_followed_and_the_password_stays_with_the_host_it_is_for()
    {
        using var other = new FakeHttpCamera(FakeHttpCamera.Answer("200 OK\r\nContent-Type: image/jpeg", Picture));
        using var server = new FakeHttpCamera(FakeHttpCamera.Answer($"302 Found\r\nLocation: http://127.0.0.1:{other.Port}/y"));
        using var camera = CameraSpec.Parse($"http://me:hidden@localhost:{server.Port}/x")
            .Open(new CameraRequest { Timeout = TimeSpan.FromMinutes(2) });
        var buffer = new FrameBuffer();

        camera.Read(buffer, Cancellation);

        Assert.Equal(Picture, buffer.Data.ToArray());
        Assert.DoesNotContain("Authorization", Assert.Single(other.Requests), StringComparison.Ordinal);
    }

    [Fact]
    public void An_address_may_be_of_version_6_and_have_no_path()
    {
        FakeHttpCamera server;
        try
        {
            server = new FakeHttpCamera(
                FakeHttpCamera.Answer("200 OK\r\nContent-Type: image/jpeg", Picture), address: IPAddress.IPv6Loopback);
        }
        catch (SocketException)
        {
            Assert.Skip("there is no IPv6 here");
            return;
        }

        using (server)
        {
            using var camera = CameraSpec.Parse($"http://[::1]:{server.Port}").Open(new CameraRequest());
            var buffer = new FrameBuffer();
            camera.Read(buffer, Cancellation);
            Assert.Equal(Picture, buffer.Data.ToArray());
        }
    }

    private static void Write(Stream stream, string text) => stream.Write(System.Text.Encoding.ASCII.GetBytes(text));

    private static ICamera Open(FakeHttpCamera server, TimeSpan timeout) =>
        CameraSpec.Parse($"http://localhost:{server.Port}/x").Open(new CameraRequest { Timeout = timeout });
}
