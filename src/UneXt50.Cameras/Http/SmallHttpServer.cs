using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace UneXt50.Cameras.Http;

/// <summary>
/// The least of HTTP/1.1 that browsers, curl and Prometheus speak: an answer a connection. A client that is slow or
/// says too much is cut off; only so many are answered at a time, and where there are too many, those who have not asked
/// for anything yet are cut off, the oldest first. Requests of foreign pages are refused.
/// </summary>
internal sealed class SmallHttpServer : IDisposable
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);

    private readonly Func<HttpRequest, CancellationToken, ValueTask<HttpResponse>> _answer;
    private readonly TcpListener _listener;
    private readonly int _answers;
    private readonly OpenConnections _open;
    private readonly SemaphoreSlim _free;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    /// <summary>Begins to serve.</summary>
    /// <param name="option">The option that asks for it, for messages.</param>
    /// <param name="address">Where to listen; port 0 takes any that is free.</param>
    /// <param name="answers">Requests that are answered at a time; eight times as many connections may be open.</param>
    /// <param name="answer">Answers well-formed requests that are not of foreign pages; on any thread.</param>
    /// <exception cref="UneXt50Exception">The address is taken or not this machine's (Output).</exception>
    public SmallHttpServer(
        string option, IPEndPoint address, int answers,
        Func<HttpRequest, CancellationToken, ValueTask<HttpResponse>> answer)
    {
        (_answer, _answers) = (answer, answers);
        _open = new OpenConnections(8 * answers);
        _free = new SemaphoreSlim(answers);
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
        // The listener is being waited on until then.
        _serving.Wait(Timeout);
        _listener.Dispose();
        // What is being answered, and written to the disk for it, comes to its end first.
        var start = Stopwatch.GetTimestamp();
        for (var i = 0; i < _answers && Stopwatch.GetElapsedTime(start) < Timeout; i++)
            _free.Wait(Timeout - Stopwatch.GetElapsedTime(start) is { Ticks: > 0 } left ? left : TimeSpan.Zero);
        _end.Dispose();
    }

    private async Task ServeAsync()
    {
        var end = _end.Token;
        while (!end.IsCancellationRequested)
        {
            try
            {
                var client = await _listener.AcceptSocketAsync(end).ConfigureAwait(false);
                if (_open.TryAdd(client)) _ = ServeAsync(client, end);
                else client.Dispose();
            }
            catch (Exception failure)
                when (failure is OperationCanceledException or SocketException or ObjectDisposedException)
            {
                // Out of descriptors, or a client that left at once: others will come.
                _open.CutOffIdle();
                await Task.Delay(Pause, end).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task ServeAsync(Socket client, CancellationToken end)
    {
        try
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(end);
            time.CancelAfter(Timeout);
            var request = await RequestReader.ReadAsync(client, time.Token).ConfigureAwait(false);
            _open.HasAsked(client);
            var response = await ResponseAsync(request, time.Token).ConfigureAwait(false);
            await SendAsync(client, response.Head(), time.Token).ConfigureAwait(false);
            await SendAsync(client, response.Body, time.Token).ConfigureAwait(false);
            client.Shutdown(SocketShutdown.Both);
        }
        catch (Exception gone) when (gone is SocketException or OperationCanceledException or ObjectDisposedException)
        {
            // The client is slow or has left, was cut off, or all is over: its own affair.
        }
        finally
        {
            _open.Remove(client);
            client.Dispose();
        }
    }

    private async ValueTask<HttpResponse> ResponseAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.Method.Length == 0)
            return HttpResponse.Text("400 Bad Request", "This is no request, or too long a one.\n");
        if (!OwnHost.Sent(request))
            return HttpResponse.Text("403 Forbidden", "Not for pages of other hosts: use this machine's address.\n");
        await _free.WaitAsync(cancellation).ConfigureAwait(false);
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
        finally
        {
            _free.Release();
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
