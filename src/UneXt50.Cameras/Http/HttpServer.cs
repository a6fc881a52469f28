using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace UneXt50.Cameras.Http;

/// <summary>
/// Kestrel alone, without a host, routes or middleware: an answer a connection. A client that is slow or says too much
/// is cut off; only so many are answered at a time, and where there are too many, those who have not asked for anything
/// yet are cut off, the oldest first. Requests of foreign pages are refused.
/// </summary>
internal sealed class HttpServer : IHttpApplication<IFeatureCollection>, IDisposable
{
    private const int MostBytes = 8192; // of a head, and of a body

    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(5);

    private readonly Func<HttpRequest, CancellationToken, ValueTask<HttpResponse>> _answer;
    private readonly OpenConnections _open;
    private readonly SemaphoreSlim _free;
    private readonly CancellationTokenSource _end = new();
    private readonly KestrelServer _server;

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
        // Kestrel tries again at once where no descriptor is left to accept a connection with.
        _open = new OpenConnections((int)Math.Clamp(Libc.MostDescriptors() / 5, 1, 8 * (ulong)answers));
        _free = new SemaphoreSlim(answers);
        var (options, listen) = Options(address);
        _server = new KestrelServer(
            new OptionsWrapper<KestrelServerOptions>(options),
            new SocketTransportFactory(
                new OptionsWrapper<SocketTransportOptions>(new SocketTransportOptions()), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        try
        {
            _server.StartAsync(this, default).GetAwaiter().GetResult();
        }
        catch (Exception failure) when (failure is IOException or SocketException)
        {
            Dispose();
            throw new UneXt50Exception(
                ErrorKind.Output, $"{option} {address}",
                $"cannot be listened on ({failure.GetBaseException().Message})", "choose another port", failure);
        }

        Address = listen.IPEndPoint!;
    }

    /// <summary>Where it listens.</summary>
    public IPEndPoint Address { get; }

    /// <inheritdoc/>
    public void Dispose()
    {
        _end.Cancel();
        // What is being answered, and written to the disk for it, comes to its end first.
        using var patience = new CancellationTokenSource(Timeout);
        _server.StopAsync(patience.Token).GetAwaiter().GetResult();
        _server.Dispose();
    }

    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
        // Holds nothing.
    }

    /// <inheritdoc/>
    public async Task ProcessRequestAsync(IFeatureCollection context)
    {
        _open.HasAsked(context.GetRequiredFeature<ConnectionContext>());
        using var time = CancellationTokenSource.CreateLinkedTokenSource(_end.Token);
        time.CancelAfter(Timeout);
        try
        {
            var request = await HttpRequest.ReadAsync(context, time.Token).ConfigureAwait(false);
            var response = await ResponseAsync(request, time.Token).ConfigureAwait(false);
            await response.SendAsync(context, time.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException)
        {
            // The client is slow or has left, or all is over: its own affair.
            context.GetRequiredFeature<IHttpRequestLifetimeFeature>().Abort();
        }
    }

    private (KestrelServerOptions Options, ListenOptions Listen) Options(IPEndPoint address)
    {
        var options = new KestrelServerOptions { AddServerHeader = false };
        options.Limits.RequestHeadersTimeout = options.Limits.KeepAliveTimeout = Timeout;
        options.Limits.MaxRequestLineSize = MostBytes / 2;
        options.Limits.MaxRequestHeadersTotalSize = MostBytes / 2;
        options.Limits.MaxRequestBodySize = MostBytes;
        ListenOptions? listen = null;
        options.Listen(address, one =>
        {
            one.Protocols = HttpProtocols.Http1;
            one.Use(next => client => _open.ServeAsync(client, next));
            listen = one;
        });
        return (options, listen!);
    }

    private async ValueTask<HttpResponse> ResponseAsync(HttpRequest request, CancellationToken cancellation)
    {
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
}
