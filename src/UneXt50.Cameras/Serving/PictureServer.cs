using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using UneXt50.Cameras.Http;
using UneXt50.Cameras.Service;
using UneXt50.Inference;

namespace UneXt50.Cameras.Serving;

/// <summary>
/// Answers pictures over HTTP with a model that stays loaded. Callers that are slow, idle or gone, and bodies that are
/// huge or broken, cost others nothing.
/// </summary>
public sealed class PictureServer : IDisposable
{
    private const int MostConnections = 256;
    private const int MostHeadBytes = 16 << 10;

    private static readonly TimeSpan HeadTimeout = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan KeepAlive = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Draining = TimeSpan.FromSeconds(5);

    private readonly TimeSpan _timeout;
    private readonly AccessToken? _token;
    private readonly SharedModel _model;
    private readonly ServingMetrics _metrics;
    private readonly PictureRoutes _routes;
    private readonly OpenConnections _connections = new(MostConnections);
    private readonly NotifySocket? _manager;
    private readonly Listener _listener;

    /// <summary>Begins to serve.</summary>
    /// <param name="sockets">Where; they stay the caller's.</param>
    /// <param name="options">What.</param>
    public PictureServer(ListeningSockets sockets, PictureServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(sockets);
        ArgumentNullException.ThrowIfNull(options);
        (_timeout, _token) = (options.Timeout, sockets.Token);
        _metrics = new ServingMetrics(options.Model);
        _model = options.Model.Share(options.Heads);
        _routes = new PictureRoutes(options, _model, _metrics);
        _listener = new Listener(sockets.Sockets, Limit, _connections, ServeAsync);
        _manager = NotifySocket.Connect(Environment.GetEnvironmentVariable("NOTIFY_SOCKET"));
        _manager?.Send("READY=1");
    }

    /// <summary>Takes no more requests, and answers all that have come.</summary>
    public void Stop()
    {
        _manager?.Send("STOPPING=1");
        // None takes longer, but for the sending of its answer.
        _listener.Stop(_timeout + HeadTimeout);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _listener.Dispose();
        _model.Dispose();
        _manager?.Dispose();
    }

    private static void Limit(KestrelServerLimits limits)
    {
        (limits.RequestHeadersTimeout, limits.KeepAliveTimeout) = (HeadTimeout, KeepAlive);
        limits.MaxRequestHeadersTotalSize = MostHeadBytes;
        limits.MaxRequestBodySize = null; // who sends too much is told so, and not just cut off
    }

    private async Task ServeAsync(IFeatureCollection context)
    {
        var caller = context.GetRequiredFeature<IHttpRequestLifetimeFeature>();
        var connection = context.GetRequiredFeature<ConnectionContext>();
        var request = HttpRequest.WithoutBody(context);
        string? status = null;
        _metrics.Begin();
        try
        {
            var response = await ResponseAsync(context, request, connection, caller.RequestAborted)
                .ConfigureAwait(false);
            status = response.Status[..3];
            await SendAsync(context, request, response, caller.RequestAborted).ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is OperationCanceledException or IOException)
        {
            // The caller has left: there is nobody to tell.
            caller.Abort();
        }
        finally
        {
            if (caller.RequestAborted.IsCancellationRequested) status = null;
            _metrics.End(PictureRoutes.NameOf(request.Path), status);
            _connections.IsIdle(connection);
        }
    }

    private async Task<HttpResponse> ResponseAsync(
        IFeatureCollection context, HttpRequest request, ConnectionContext connection, CancellationToken caller)
    {
        using var time = CancellationTokenSource.CreateLinkedTokenSource(caller);
        time.CancelAfter(_timeout);
        try
        {
            RequireAccess(request, connection);
            return await _routes.AnswerAsync(
                request, context.GetRequiredFeature<IHttpRequestFeature>().Body,
                () => _connections.HasAsked(connection), time.Token).ConfigureAwait(false);
        }
        catch (RequestRefusal refusal)
        {
            return Refused(refusal);
        }
        catch (Microsoft.AspNetCore.Http.BadHttpRequestException broken)
        {
            var phrase = broken.StatusCode == 408 ? "408 Request Timeout" : "400 Bad Request";
            return Refused(new RequestRefusal(phrase, broken.Message));
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            return Refused(RequestRefusal.Busy($"there was no answer within {_timeout.TotalSeconds} s"));
        }
        catch (UneXt50Exception failure)
        {
            return Refused(new RequestRefusal("500 Internal Server Error", failure.Message));
        }
#pragma warning disable CA1031 // Whoever asked is told; the server goes on.
        catch (Exception fault) when (fault is not (OperationCanceledException or IOException))
#pragma warning restore CA1031
        {
            return Refused(new RequestRefusal(
                "500 Internal Server Error", $"internal error: {fault.GetType().Name}: {fault.Message}"));
        }
    }

    private void RequireAccess(HttpRequest request, ConnectionContext connection)
    {
        // A page has no token, and cannot reach a socket that is a file.
        if (_token is null && connection.LocalEndPoint is IPEndPoint && !OwnHost.Sent(request))
            throw new RequestRefusal("403 Forbidden", OwnHost.Refusal.TrimEnd());
        if (_token is null || request.Path == PictureRoutes.Health || _token.IsIn(request)) return;
        throw new RequestRefusal(
            "401 Unauthorized", "send the token, as 'Authorization: Bearer TOKEN'", ("WWW-Authenticate", "Bearer"));
    }

    private static async Task SendAsync(
        IFeatureCollection context, HttpRequest request, HttpResponse response, CancellationToken cancellation)
    {
        var isRefused = response.Status[0] is '4' or '5' && request.Method == "POST";
        // Whoever waits to be told to send the body does not send it now.
        var waits = isRefused && request.Header("Expect") is not null;
        await response.SendAsync(context, keepsOpen: !waits, cancellation).ConfigureAwait(false);
        if (!isRefused || waits) return;
        // A caller that is still sending would not see the answer if the connection broke off.
        using var time = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        time.CancelAfter(Draining);
        var body = context.GetRequiredFeature<IHttpRequestFeature>().Body;
        var dropped = new byte[16 << 10];
        while (await body.ReadAsync(dropped, time.Token).ConfigureAwait(false) > 0)
        {
            // Read, and thrown away.
        }
    }

    private static HttpResponse Refused(RequestRefusal refusal) => new(
        refusal.Status, AnswerFormat.Json.MediaTypes[0],
        JsonSerializer.SerializeToUtf8Bytes(new ErrorAnswer(refusal.Message), CamerasJson.Default.ErrorAnswer),
        refusal.Headers);

    /// <summary>The answer to a request without a result.</summary>
    internal sealed record ErrorAnswer(string Error);
}
