using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace UneXt50.Outlets.Http;

/// <summary>
/// The least of HTTP/1.1 that browsers, curl and Prometheus speak: an answer a connection. A client that is slow or
/// says too much is cut off, and only so many are served at a time. Requests of foreign pages are refused.
/// </summary>
internal sealed class SmallHttpServer : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Func<HttpRequest, CancellationToken, ValueTask<HttpResponse>> _answer;
    private readonly TcpListener _listener;
    private readonly int _connections;
    private readonly SemaphoreSlim _free;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    /// <summary>Begins to serve.</summary>
    /// <param name="option">The option that asks for it, for messages.</param>
    /// <param name="address">Where to listen; port 0 takes any that is free.</param>
    /// <param name="connections">Clients that are served at a time.</param>
    /// <param name="answer">Answers well-formed requests that are not of foreign pages; on any thread.</param>
    /// <exception cref="UneXt50Exception">The address is taken or not this machine's (Output).</exception>
    public SmallHttpServer(
        string option, IPEndPoint address, int connections,
        Func<HttpRequest, CancellationToken, ValueTask<HttpResponse>> answer)
    {
        (_answer, _connections) = (answer, connections);
        _free = new SemaphoreSlim(connections);
        _listener = new TcpListener(address);
        try
        {
            _listener.Start();
        }
        catch (SocketException failure)
        {
            _listener.Dispose();
            throw new UneXt50Exception(
                ErrorKind.Output, $"{option} {address}", $"cannot be listened on ({failure.Message})",
                "choose another port", failure);
        }

        Address = (IPEndPoint)_listener.LocalEndpoint;
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        _listener.Dispose();
        _serving.Wait(Timeout);
        // What is being answered, and written to the disk for it, comes to its end first.
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < _connections && Stopwatch.GetElapsedTime(start) < Timeout; i++)
            _free.Wait(Timeout - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } left ? left : TimeSpan.Zero);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_end.IsCancellationRequested)
        {
            await _free.WaitAsync(_end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (_end.IsCancellationRequested) return;
            try
            {
                _ = AnswerAsync(await _listener.AcceptSocketAsync(_end.Token).ConfigureAwait(false));
            }
            catch (Exception failure)
                when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                _free.Release();
                // Out of descriptors, or a client that left at once: others will come.
                await Task.Delay(Pause, _end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task AnswerAsync(Socket client)
    {
        try
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            time.CancelAfter(Timeout);
            var request = await RequestReader.ReadAsync(client, time.Token).ConfigureAwait(false);
            var response = await ResponseAsync(request, time.Token).ConfigureAwait(false);
            await SendAsync(client, response.Head(), time.Token).ConfigureAwait(false);
            await SendAsync(client, response.Body, time.Token).ConfigureAwait(false);
            client.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is slow or has left, or all is over: its own affair.
        }
        finally
        {
            client.Dispose();
            _free.Release();
        }
    }

    private async ValueTask<HttpResponse> ResponseAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.Method.Length == 0)
            return HttpResponse.Text("400 Bad Request", "This is no request, or too long a one.\n");
        if (!OwnHost.Sent(request))
            return HttpResponse.Text("403 Forbidden", "Not for pages of other hosts: use this machine's address.\n");
        try
        {
            return await _answer(request, cancellation).ConfigureAwait(false);
        }
#pragma warning disable CA1031 // Whoever asked is told; the run goes on.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            return HttpResponse.Text("500 Internal Server Error", $"{fault.GetType().Name}: {fault.Message}\n");
        }
    }

    private static async ValueTask SendAsync(Socket client, ReadOnlyMemory<byte> bytes, CancellationToken cancellation)
    {
        while (!bytes.IsEmpty)
        {
            var count = await client.SendAsync(bytes, SocketFlags.None, cancellation).ConfigureAwait(false);
            bytes = bytes[count..];
        }
    }
}
