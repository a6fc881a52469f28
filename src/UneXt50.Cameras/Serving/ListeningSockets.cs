using System.Net;
using System.Net.Sockets;
using UneXt50.Cameras.Http;
using UneXt50.Cameras.Service;

namespace UneXt50.Cameras.Serving;

/// <summary>
/// Where callers connect. Opened before a model is loaded, so that an address that cannot be had is told at once, and
/// whoever calls early waits.
/// </summary>
public sealed class ListeningSockets : IDisposable
{
    private readonly List<SocketFile> _files = [];
    private readonly List<Socket> _sockets = [];
    private readonly List<string> _names = [];

    private ListeningSockets(AccessToken? token) => Token = token;

    /// <summary>Where it listens, for people: <c>http://127.0.0.1:8080/</c>, <c>unix:/run/unext50.sock</c>.</summary>
    public IReadOnlyList<string> Names => _names;

    internal IReadOnlyList<Socket> Sockets => _sockets;

    internal AccessToken? Token { get; }

    /// <summary>
    /// Listens at these addresses, and at those that the service manager has opened for this process.
    /// </summary>
    /// <param name="addresses">Paths of Unix sockets, and addresses with ports; port 0 takes any that is free.</param>
    /// <param name="token">What callers must bring; null for nothing.</param>
    /// <exception cref="UneXt50Exception">
    /// There is none; others than this machine could call without a token, or it is too short (Usage); one is taken or
    /// not to be had (Output).
    /// </exception>
    public static ListeningSockets Open(IReadOnlyList<EndPoint> addresses, string? token)
    {
        ArgumentNullException.ThrowIfNull(addresses);
        var all = new ListeningSockets(token is null ? null : new AccessToken(token, Setting.TokenFile));
        try
        {
            foreach (var socket in HandedSockets.Take()) all.Add(socket);
            foreach (var address in addresses) all.Add(address);
            if (all._sockets.Count > 0) return all;
            throw new UneXt50Exception(
                ErrorKind.Usage, Setting.Listen, "there is nothing to listen on",
                "give an address, such as 127.0.0.1:8080 or unix:/run/unext50.sock");
        }
        catch
        {
            all.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var socket in _sockets) socket.Dispose();
        foreach (var file in _files) file.Dispose();
    }

    private void Add(EndPoint address)
    {
        if (address is IPEndPoint place)
        {
            RequireToken(place);
            Add(Listener.Bind(Setting.Listen, place));
            return;
        }

        var path = address.ToString()!;
        var file = SocketFile.Listen(path);
        _files.Add(file);
        _sockets.Add(file.Socket);
        _names.Add($"unix:{path}");
    }

    private void Add(Socket socket)
    {
        _sockets.Add(socket);
        var place = socket.LocalEndPoint as IPEndPoint;
        if (place is not null) RequireToken(place);
        _names.Add(place is not null ? $"http://{place}/" : $"unix:{socket.LocalEndPoint}");
    }

    private void RequireToken(IPEndPoint place)
    {
        if (Token is not null || IPAddress.IsLoopback(place.Address)) return;
        throw new UneXt50Exception(
            ErrorKind.Usage, $"{Setting.Listen} {place}", "anyone who reaches that address could call",
            $"give {Setting.TokenFile}, or listen on 127.0.0.1");
    }
}
