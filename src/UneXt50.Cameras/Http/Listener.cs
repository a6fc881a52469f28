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

/// <summary>Kestrel alone, without a host, routes or middleware.</summary>
internal sealed class Listener : IHttpApplication<IFeatureCollection>, IDisposable
{
    private const int Backlog = 512; // as Kestrel has

    private readonly Func<IFeatureCollection, Task> _serve;
    private readonly KestrelServer _server;

    /// <summary>Begins to serve.</summary>
    /// <param name="sockets">Bound sockets; they are closed with this.</param>
    /// <param name="limits">Bounds for clients.</param>
    /// <param name="open">The connections, and how many.</param>
    /// <param name="serve">Answers a request, described by its features; on any thread.</param>
    public Listener(
        IReadOnlyCollection<Socket> sockets, Action<KestrelServerLimits> limits, OpenConnections open,
        Func<IFeatureCollection, Task> serve)
    {
        _serve = serve;
        var options = new KestrelServerOptions { AddServerHeader = false };
        limits(options.Limits);
        foreach (var socket in sockets)
        {
            options.ListenHandle((ulong)socket.Handle, one =>
            {
                one.Protocols = HttpProtocols.Http1;
                one.Use(next => client => open.ServeAsync(client, next));
            });
        }

        var transport = new SocketTransportOptions
        {
            CreateBoundListenSocket = place =>
                sockets.First(socket => place is FileHandleEndPoint { FileHandle: var handle }
                    && (ulong)socket.Handle == handle),
        };
        _server = new KestrelServer(
            new OptionsWrapper<KestrelServerOptions>(options),
            new SocketTransportFactory(
                new OptionsWrapper<SocketTransportOptions>(transport), NullLoggerFactory.Instance),
            NullLoggerFactory.Instance);
        _server.StartAsync(this, default).GetAwaiter().GetResult();
    }

    /// <summary>A socket that listens at an address; port 0 takes any that is free.</summary>
    /// <param name="option">The option that asks for it, for messages.</param>
    /// <param name="address">The address.</param>
    /// <exception cref="UneXt50Exception">The address is taken or not this machine's (Output).</exception>
    public static Socket Bind(string option, IPEndPoint address)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            if (address.Address.Equals(IPAddress.IPv6Any)) socket.DualMode = true;
            socket.Bind(address);
            socket.Listen(Backlog);
            return socket;
        }
        catch (SocketException failure)
        {
            socket.Dispose();
            throw new UneXt50Exception(
                ErrorKind.Output, $"{option} {address}", $"cannot be listened on ({failure.Message})",
                "choose another port", failure);
        }
    }

    /// <summary>Takes no more requests, and waits for those that are being answered.</summary>
    /// <param name="patience">How long; then they are cut off.</param>
    public void Stop(TimeSpan patience)
    {
        using var time = new CancellationTokenSource(patience);
        _server.StopAsync(time.Token).GetAwaiter().GetResult();
    }

    /// <inheritdoc/>
    public void Dispose() => _server.Dispose();

    /// <inheritdoc/>
    public IFeatureCollection CreateContext(IFeatureCollection contextFeatures) => contextFeatures;

    /// <inheritdoc/>
    public void DisposeContext(IFeatureCollection context, Exception? exception)
    {
        // Holds nothing.
    }

    /// <inheritdoc/>
    public Task ProcessRequestAsync(IFeatureCollection context) => _serve(context);
}
