using System.Net;
using System.Net.Sockets;

namespace UneXt50.Outlets.Http;

/// <summary>
/// The least of HTTP/1.1 that browsers, curl and Prometheus speak: an answer a connection. A client that is slow or says
/// too much is cut off, and only so many are served at a time. Requests of foreign pages are refused.
/// </summary>
internal sealed class SmallHttpServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly Func<HttpRequest, CancellationToken, ValueTask<HttpResponse>> _answer;
    private readonly TcpListener _listener;
    private readonly SemaphoreSlim _places;
    private readonly CancellationTokenSource _end = new();
    private readonly Task _serving;

    /// <summary>Begins to serve.</summary>
    /// <param name="option">The option that asks for it, for messages.</param>
    /// <param name="address">Where to listen; port 0 takes any that is free.</param>
    /// <param name="places">Clients that are served at a time.</param>
    /// <param name="answer">Answers well-formed requests that are not of foreign pages; on any thread.</param>
    /// <exception cref="UneXt50Exception">The address is taken or not this machine's (Output).</exception>
    public SmallHttpServer(
        string option, IPEndPoint address, int places,
        Func<HttpRequest, CancellationToken, ValueTask<HttpResponse>> answer)
    {
        _answer = answer;
        _places = new SemaphoreSlim(places);
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
        try
        {
            using var time = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
            time.CancelAfter(Patience);
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
            _places.Release();
        }
    }

    private ValueTask<HttpResponse> ResponseAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (request.Method.Length == 0)
            return new(HttpResponse.Text("400 Bad Request", "This is no request, or too long a one.\n"));
        if (!OwnHost.Sent(request))
            return new(HttpResponse.Text("403 Forbidden", "Not for pages of other hosts: use this machine's address.\n"));
        return _answer(request, cancellation);
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
