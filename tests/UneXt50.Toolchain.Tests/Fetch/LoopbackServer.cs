using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace UneXt50.Toolchain.Tests.Fetch;

/// <summary>
/// An https server on this machine that answers each request as it is told, then closes the connection.
/// </summary>
internal sealed class LoopbackServer : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly X509Certificate2 _certificate = SelfSigned();
    private readonly Queue<Func<Stream, string, Task>> _answers;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _serving;

    public LoopbackServer(params Func<Stream, string, Task>[] answers)
    {
        _answers = new(answers);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>The requests so far: request line and headers.</summary>
    public List<string> Requests { get; } = [];

    public Uri Url => new($"https://localhost:{((IPEndPoint)_listener.LocalEndpoint).Port}/weights-12345678.pth");

    /// <summary>Speaks https, and trusts this server.</summary>
    public HttpMessageHandler Handler() => new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        SslOptions =
        {
            RemoteCertificateValidationCallback = (_, certificate, _, _) => Equals(certificate, _certificate),
        },
    };

    /// <summary>Status line and headers, then bytes, all of them or not.</summary>
    public static Func<Stream, string, Task> Answer(string head, ReadOnlyMemory<byte> body = default) =>
        async (stream, _) =>
        {
            await stream.WriteAsync(Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nConnection: close\r\n\r\n"));
            await stream.WriteAsync(body);
        };

    /// <summary>The whole file, or the range that is asked for.</summary>
    public static Func<Stream, string, Task> File(byte[] content) => (stream, request) =>
    {
        var from = request.Split("Range: bytes=") is [_, var range] ? int.Parse(range.Split('-')[0], null) : 0;
        var head = from == 0
            ? $"200 OK\r\nContent-Length: {content.Length}"
            : $"206 Partial Content\r\nContent-Length: {content.Length - from}\r\n"
                + $"Content-Range: bytes {from}-{content.Length - 1}/{content.Length}";
        return Answer(head, content.AsMemory(from))(stream, request);
    };

    /// <summary>Half of the file, then nothing more, with the connection open until the other side closes it.</summary>
    public static Func<Stream, string, Task> Stall(byte[] content) => async (stream, request) =>
    {
        var half = content.AsMemory(0, content.Length / 2);
        await Answer($"200 OK\r\nContent-Length: {content.Length}", half)(stream, request);
        await stream.FlushAsync();
        _ = await stream.ReadAsync(new byte[1]);
    };

    public void Dispose()
    {
        _ended.Cancel();
        _listener.Stop();
        _serving.Wait(TimeSpan.FromSeconds(10));
        _certificate.Dispose();
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            try
            {
                using var client = await _listener.AcceptTcpClientAsync(_ended.Token);
                await using var stream = new SslStream(client.GetStream());
                await stream.AuthenticateAsServerAsync(_certificate);
                if (await RequestAsync(stream) is not { } request) continue;
                Requests.Add(request);
                if (_answers.TryDequeue(out var answer)) await answer(stream, request);
                await stream.ShutdownAsync();
            }
            catch (Exception over) when (over is OperationCanceledException or IOException or SocketException
                or ObjectDisposedException or System.Security.Authentication.AuthenticationException)
            {
                // The test has seen enough, or did not want to read that much.
            }
        }
    }

    /// <summary>Request line and headers; null from a client that left before their end, which takes no answer.</summary>
    private static async Task<string?> RequestAsync(Stream stream)
    {
        var text = new StringBuilder();
        var one = new byte[1];
        while (!text.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one) == 0) return null;
            text.Append((char)one[0]);
        }

        return text.ToString();
    }

    private static X509Certificate2 SelfSigned()
    {
        using var key = RSA.Create(2048);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        var now = DateTimeOffset.UtcNow;
        return request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
    }
}
