using System.Net;
using System.Net.Sockets;
using SkiaSharp;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests.Network;

/// <summary>Cameras with an https address whose certificate nobody here knows, and names that nobody has.</summary>
public sealed class HttpsCameraTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("localhost", 30, "its certificate is not signed by an authority that this system trusts", "run 'sudo update-ca-certificates'")]
    [InlineData("garden-camera", 30, "its certificate is for another name (CN=garden-camera)", "write the name in its certificate in the address")]
    [InlineData("localhost", -1, "its certificate is not valid now (until 20", "renew it in the camera, and check the clock here")]
    public void A_certificate_that_is_not_good_is_told_with_what_helps(string name, int days, string problem, string remedy)
    {
        using var certificate = TestCertificate.Of(name, days);
        using var server = new FakeHttpCamera(Picture, certificate: certificate);

        var failure = Failure($"https://me:hidden@localhost:{server.Port}/x");

        Assert.StartsWith($"https://me:***@localhost:{server.Port}/x: {problem}", failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(remedy, failure.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public void A_port_that_does_not_speak_TLS_is_told()
    {
        using var server = new TcpListener(IPAddress.Loopback, 0);
        server.Start();
        new Thread(() =>
        {
            using var client = server.AcceptTcpClient();
            client.GetStream().Write("HTTP/1.1 400 Bad Request\r\n\r\n"u8);
            client.GetStream().ReadByte();
        })
        { IsBackground = true }.Start();

        Assert.Contains(
            "check that this port speaks TLS, or use http://",
            Failure($"https://localhost:{((IPEndPoint)server.LocalEndpoint).Port}/x").Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_nobody_has_is_told() => Assert.Equal(
        "http://camera.invalid/x: there is no host 'camera.invalid'; check the name in the address, or give the number in its place",
        Failure("http://camera.invalid/x").Message);

    private static void Picture(Stream stream, string request) =>
        FakeHttpCamera.Answer("200 OK\r\nContent-Type: image/jpeg", Jpegs.Picture(SKColors.Red))(stream, request);

    private static UneXt50Exception Failure(string address)
    {
        using var camera = CameraSpec.Parse(address).Open(new CameraRequest { Timeout = TimeSpan.FromMinutes(2) });
        return Assert.Throws<UneXt50Exception>(() => camera.Read(new FrameBuffer(), Cancellation));
    }
}
