using System.Net.Sockets;
using System.Text;

namespace UneXt50.Cameras.Service;

/// <summary>
/// The socket on which a service tells systemd how it is; see sd_notify(3). Nothing is linked for it.
/// </summary>
internal sealed class NotifySocket : IDisposable
{
    private readonly Socket _socket;

    private NotifySocket(UnixDomainSocketEndPoint address)
    {
        _socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        try
        {
            _socket.Connect(address);
        }
        catch
        {
            _socket.Dispose();
            throw;
        }

        // What cannot be taken at once is lost: a service does not stop because nobody listens.
        _socket.Blocking = false;
    }

    /// <summary>Connects to what NOTIFY_SOCKET names: a path, or after "@" an abstract name.</summary>
    /// <returns>Null where it names nothing, or nobody is there.</returns>
    public static NotifySocket? Connect(string? name)
    {
        if (name is not ['/' or '@', _, ..]) return null;
        try
        {
            return new NotifySocket(new UnixDomainSocketEndPoint(name[0] == '@' ? "\0" + name[1..] : name));
        }
        catch (Exception failure) when (failure is SocketException or ArgumentOutOfRangeException)
        {
            return null;
        }
    }

    /// <summary>Sends one assignment: <c>READY=1</c>, <c>STATUS=...</c>.</summary>
    public void Send(string assignment)
    {
        try
        {
            _socket.Send(Encoding.UTF8.GetBytes(assignment));
        }
        catch (SocketException)
        {
            // Nobody listens any more.
        }
    }

    public void Dispose() => _socket.Dispose();
}
