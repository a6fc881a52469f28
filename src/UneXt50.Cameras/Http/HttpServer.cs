using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace UneXt50.Cameras.Http;

/// <summary>
/// Answers small requests, one a connection. A client that is slow or says too much is cut off; only so many are
/// answered at a time, and where there are too many, those who have not asked for anything yet are cut off, the oldest
/// first. Requests of foreign pages are refused.
/// </summary>
internal sealed class HttpServer : IDisposable
{
    private const int MostBytes = 8192; // of a head, and of a body

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly Func<HttpRequest, CancellationToken, ValueTask<HttpResponse>> _answer;
    private readonly OpenConnections _open;
    private readonly SemaphoreSlim _free;
    private readonly CancellationTokenSource _end = new();
    private readonly Listener _listener;

    /// <summary>Begins to serve.</summary>
    /// <param name="option">The option that asks for it, for messages.</param>
    /// <param name="address">Where to listen; port 0 takes any that is free.</param>
    /// <param name="answers">
    /// Requests that are answered at a time. Eight times as many connections may be open, if
    /// that is no more than a fifth of the descriptors of this process.
    /// </param>
    /// <param name="answer">Answers well-formed requests that are not of foreign pages; on any thread.</param>
    /// <exception cref="UneXt50Exception">The address is taken or not this machine's (Output).</exception>
    public HttpServer(
        string option, IPEndPoint address, int answers,
        Func<HttpRequest, CancellationToken, ValueTask<HttpResponse>> answer)
    {
        _answer = answer;
        _open = new OpenConnections(8 * answers);
        _free = new SemaphoreSlim(answers);
        var socket = Listener.Bind(option, address);
        Address = (IPEndPoint)socket.LocalEndPoint!;
        _listener = new Listener([socket], Limit, _open, ServeAsync);
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        // What is being answered, and written to the disk for it, comes to its end first.
        _listener.Stop(Timeout);
        _listener.Dispose();
    }

    private static void Limit(KestrelServerLimits limits)
    {
        limits.RequestHeadersTimeout = limits.KeepAliveTimeout = Timeout;
        limits.MaxRequestLineSize = limits.MaxRequestHeadersTotalSize = MostBytes / 2;
        limits.MaxRequestBodySize = MostBytes;
    }

    private async Task ServeAsync(IFeatureCollection context)
    {
        _open.HasAsked(context.GetRequiredFeature<ConnectionContext>());
        using var time = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        time.CancelAfter(Timeout);
        try
        {
            var request = await HttpRequest.ReadAsync(context, time.Token).ConfigureAwait(false);
            var response = await ResponseAsync(request, time.Token).ConfigureAwait(false);
            await response.SendAsync(context, keepsOpen: false, time.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client is slow or has left, or all is over: its own affair.
            context.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
        }
    }

    private async ValueTask<HttpResponse> ResponseAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!OwnHost.Sent(request))
            return HttpResponse.Text("403 Forbidden", OwnHost.Refusal);
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
}
