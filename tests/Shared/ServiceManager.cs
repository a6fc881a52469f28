using System.Net.Sockets;
using System.Text;

namespace UneXt50.Tests;

/// <summary>The end of NOTIFY_SOCKET that systemd would listen on.</summary>
internal sealed class ServiceManager : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);

    /// <param name="name">A path, or "@" and an abstract name.</param>
    public ServiceManager(string name)
    {
        Name = name;
        _socket.Bind(new UnixDomainSocketEndPoint(name[0] == '@' ? "\0" + name[1..] : name));
    }

    /// <summary>What NOTIFY_SOCKET says.</summary>
    public string Name { get; }

    /// <summary>The next message; null when none comes for so many milliseconds.</summary>
    public string? Receive(int patience = 30_000)
    {
        _socket.ReceiveTimeout = patience;
        var bytes = new byte[4096];
        try
        {
            return Encoding.UTF8.GetString(bytes, 0, _socket.Receive(bytes));
        }
        catch (SocketException failure) when (failure.SocketErrorCode is SocketError.TimedOut or SocketError.WouldBlock)
        {
            return null;
        }
    }

    /// <summary>Messages up to and with the first that begins like this.</summary>
    public IReadOnlyList<string> ReceiveUntil(string beginning)
    {
        var received = new List<string>();
        while (received.Count == 0 || !received[^1].StartsWith(beginning, StringComparison.Ordinal))
        {
            received.Add(Receive()
                ?? throw new TimeoutException($"no {beginning} after {string.Join(", ", received)}"));
        }

        return received;
    }

    public void Dispose() => _socket.Dispose();
}
