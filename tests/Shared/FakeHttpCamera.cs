using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace UneXt50.Tests;

/// <summary>A camera with an http address on this machine: what it does with each connection is a function.</summary>
internal sealed class FakeHttpCamera : IDisposable
{
    private readonly TcpListener _listener;
    private readonly Action<Stream, string> _answer;
    private readonly X509Certificate2? _certificate;

    /// <param name="answer">
    /// Writes the answer to a request, whose lines it is given; the connection is closed then.
    /// </param>
    /// <param name="port">Where; 0 for any.</param>
    /// <param name="certificate">Speaks TLS with this one; null for http.</param>
    /// <param name="address">At which address; null for 127.0.0.1.</param>
    public FakeHttpCamera(
        Action<Stream, string> answer, int port = 0, X509Certificate2? certificate = null, IPAddress? address = null)
    {
        (_answer, _certificate) = (answer, certificate);
        _listener = new TcpListener(address ?? IPAddress.Loopback, port);
        _listener.Start();
        new Thread(Serve) { IsBackground = true }.Start();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The requests so far.</summary>
    public ConcurrentQueue<string> Requests { get; } = [];

    public static Action<Stream, string> Answer(string head, params byte[] body) => (stream, _) =>
        stream.Write([.. Encoding.ASCII.GetBytes($"HTTP/1.1 {head}\r\nContent-Length: {body.Length}\r\n\r\n"), .. body]);

    /// <summary>A part of a stream of pictures.</summary>
    public static byte[] Part(byte[] jpeg) =>
        [.. Encoding.ASCII.GetBytes($"--next\r\nContent-Type: image/jpeg\r\nContent-Length: {jpeg.Length}\r\n\r\n"), .. jpeg, 13, 10];

    public static void BeginStream(Stream stream) => stream.Write(
        "HTTP/1.1 200 OK\r\nContent-Type: multipart/x-mixed-replace; boundary=next\r\n\r\n"u8);

    public void Dispose() => _listener.Dispose();

    private void Serve()
    {
        while (true)
        {
            try
            {
                var client = _listener.AcceptTcpClient();
                new Thread(() => Serve(client)) { IsBackground = true }.Start();
            }
            catch (Exception closed) when (closed is SocketException or ObjectDisposedException or InvalidOperationException)
            {
                return;
            }
        }
    }

    private void Serve(TcpClient client)
    {
        try
        {
            using (client)
            {
                using var stream = Opened(client.GetStream());
                var request = new StringBuilder();
                while (!request.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
                {
                    var next = stream.ReadByte();
                    if (next < 0) return;
                    request.Append((char)next);
                }

                Requests.Enqueue(request.ToString());
                _answer(stream, request.ToString());
            }
        }
        catch (Exception gone) when (gone is IOException or AuthenticationException)
        {
            // Nobody listens any more.
        }
    }

    private Stream Opened(NetworkStream plain)
    {
        if (_certificate is null) return plain;
        var encrypted = new SslStream(plain);
        encrypted.AuthenticateAsServer(_certificate);
        return encrypted;
    }
}
