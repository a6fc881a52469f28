using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using SkiaSharp;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests.Network;

/// <summary>Cameras that want to be told user and password by Digest (RFC 7616).</summary>
public sealed partial class HttpDigestTests
{
    private const string User = "viewer", Password = "p@ss:wörd";

    private static readonly byte[] Picture = Jpegs.Picture(SKColors.Red);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("MD5", "auth")]
    [InlineData("SHA-256", "auth")]
    [InlineData("MD5", "")] // RFC 2069, as old cameras have it
    public void They_are_given_what_they_ask_for_and_never_the_password(string algorithm, string quality)
    {
        using var server = new FakeHttpCamera((stream, request) => Answer(stream, request, algorithm, quality));
        using var camera = Open(server, Uri.EscapeDataString(Password));
        var buffer = new FrameBuffer();

        for (var i = 0; i < 2; i++)
        {
            camera.Read(buffer, Cancellation);
            Assert.Equal(Picture, buffer.Data.ToArray());
        }

        Assert.Contains(server.Requests, request => request.Contains("Authorization: Digest", StringComparison.Ordinal));
        Assert.All(server.Requests, request => Assert.DoesNotContain("Basic", request, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("")]
    public void A_wrong_password_is_told_and_not_shown(string password)
    {
        using var server = new FakeHttpCamera((stream, request) => Answer(stream, request, "MD5", "auth"));
        using var camera = Open(server, password);

        var failure = Assert.Throws<UneXt50Exception>(() => camera.Read(new FrameBuffer(), Cancellation));

        Assert.Contains("refuses the user and the password, or asks for them (401); correct them", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("wrong", failure.Message, StringComparison.Ordinal);
    }

    private static ICamera Open(FakeHttpCamera server, string password) => CameraSpec
        .Parse($"http://{User}:{password}@localhost:{server.Port}/image?a=1")
        .Open(new CameraRequest { Timeout = TimeSpan.FromMinutes(2), Rate = 1000 });

    private static void Answer(Stream stream, string request, string algorithm, string quality)
    {
        if (IsAuthorized(request, algorithm))
        {
            FakeHttpCamera.Answer("200 OK\r\nContent-Type: image/jpeg", Picture)(stream, request);
            return;
        }

        var qop = quality.Length > 0 ? $", qop=\"{quality}\"" : "";
        FakeHttpCamera.Answer(
            $"401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"cam\", nonce=\"abc123\", algorithm={algorithm}{qop}")(stream, request);
    }

    /// <summary>RFC 7616, 3.4.1, by hand.</summary>
    private static bool IsAuthorized(string request, string algorithm)
    {
        if (!request.Contains("Authorization: Digest ", StringComparison.Ordinal)) return false;
        var header = request[request.IndexOf("Authorization: Digest ", StringComparison.Ordinal)..];
        var fields = Field().Matches(header[..header.IndexOf('\r', StringComparison.Ordinal)])
            .ToDictionary(match => match.Groups[1].Value, match => match.Groups[2].Value);
        string Hash(string text)
        {
            using var hash = IncrementalHash.CreateHash(new HashAlgorithmName(algorithm.Replace("-", "", StringComparison.Ordinal)));
            hash.AppendData(Encoding.UTF8.GetBytes(text));
            return Convert.ToHexStringLower(hash.GetHashAndReset());
        }

        var user = Hash(string.Create(CultureInfo.InvariantCulture, $"{User}:cam:{Password}"));
        var asked = Hash($"GET:{fields["uri"]}");
        var between = fields.TryGetValue("qop", out var qop)
            ? $"{fields["nonce"]}:{fields["nc"]}:{fields["cnonce"]}:{qop}" : fields["nonce"];
        return fields["uri"] == "/image?a=1" && fields["username"] == User && fields["response"] == Hash($"{user}:{between}:{asked}");
    }

    [GeneratedRegex("([a-z]+)=\"?([^\",]+)")]
    private static partial Regex Field();
}
