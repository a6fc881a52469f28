using System.Net;
using System.Net.Sockets;
using System.Text;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Outlets.Metrics;

/// <summary>
/// Serves <c>/metrics</c> to this machine: the least of HTTP/1.1 that Prometheus, curl and browsers speak, an answer a
/// connection. A client that is slow or says too much is cut off, and only so many are served at a time.
/// </summary>
public sealed class MetricsServer : IOutlet
{
    private const int MostClients = 8;
    private const int MostRequestBytes = 8192;
    private const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CameraMetrics _metrics;
    private readonly TcpListener _listener;
    private readonly SemaphoreSlim _places = new(MostClients);
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    /// <summary>Begins to serve.</summary>
    /// <param name="address">A loopback address; port 0 takes any that is free.</param>
    /// <param name="metrics">What to serve.</param>
    /// <exception cref="UneXt50Exception">
    /// Others than this machine would be served (Usage), or the address is taken (Output).
    /// </exception>
    public MetricsServer(IPEndPoint address, CameraMetrics metrics)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!IPAddress.IsLoopback(address.Address))
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, "--metrics-listen",
                $"{address} is no loopback address, and anyone who reaches it would be served",
                "listen on 127.0.0.1 or [::1], and let a proxy with passwords lead there");
        }

        _metrics = metrics;
        _listener = new TcpListener(address);
        try
        {
            _listener.Start();
        }
        catch (SocketException failure)
        {
            _listener.Dispose();
            throw new UneXt50Exception(
                ErrorKind.Output, $"--metrics-listen {address}", $"cannot be listened on ({failure.Message})",
                "choose another port", failure);
        }

        Address = (IPEndPoint)_listener.LocalEndpoint;
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <inheritdoc/>
    public void Take(Frame frame, Outcome outcome, bool isReported)
    {
        // The metrics have taken it.
    }

    /// <inheritdoc/>
    public void Complete()
    {
        // Whoever asks later is told by the closed port.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _serving.Wait(Patience);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                await _places.WaitAsync(_end.Token).ConfigureAwait(false);
                var client = await _listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false);
                _ = AnswerAsync(client);
            }
        }
        catch (Exception over) when (over is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // Disposed.
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        time.CancelAfter(Patience);
        try
        {
            var request = await ReceiveAsync(client, time.Token).ConfigureAwait(false);
            await client.SendAsync(Encoding.UTF8.GetBytes(Answer(request)), time.Token).ConfigureAwait(false);
            client.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException)
        {
            // The client is slow or has left: its own affair.
        }
        finally
        {
            client.Dispose();
            _places.Release();
        }
    }

    /// <summary>The first line of a request with a whole head; empty for one that is too long or breaks off.</summary>
    private static async Task<string> ReceiveAsync(Socket client, CancellationToken cancellation)
    {
        var buffer = new byte[MostRequestBytes];
        var length = 0;
        while (length < buffer.Length)
        {
            var count = await client.ReceiveAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false);
            if (count == 0) return "";
            length += count;
            if (buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8) < 0) continue;
            return Encoding.ASCII.GetString(buffer, 0, buffer.AsSpan(0, length).IndexOf("\r\n"u8));
        }

        return "";
    }

    private string Answer(string request) => request.Split(' ') switch
    {
        ["GET", var path, "HTTP/1.1" or "HTTP/1.0"] when path.Split('?')[0] == "/metrics" =>
            Response("200 OK", ContentType, _metrics.Render()),
        ["GET", _, "HTTP/1.1" or "HTTP/1.0"] => Response("404 Not Found", "text/plain", "Here is only /metrics.\n"),
        [_, _, "HTTP/1.1" or "HTTP/1.0"] =>
            Response("405 Method Not Allowed", "text/plain", "GET /metrics.\n", "Allow: GET\r\n"),
        _ => Response("400 Bad Request", "text/plain", "This is no request, or too long a one.\n"),
    };

    private static string Response(string status, string contentType, string body, string more = "") =>
        $"HTTP/1.1 {status}\r\nContent-Type: {contentType}\r\nContent-Length: {Encoding.UTF8.GetByteCount(body)}\r\n"
        + $"Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\n{more}Connection: close\r\n\r\n{body}";
}
