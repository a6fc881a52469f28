using System.Globalization;
using System.Net.Sockets;

namespace UneXt50.Cameras.Service;

/// <summary>Sockets that a service manager has opened and hands over; see sd_listen_fds(3).</summary>
internal static class HandedSockets
{
    private const int First = 3;

    /// <summary>Those of this process, which are its own from now on; often none.</summary>
    /// <exception cref="UneXt50Exception">One of them is none that takes connections (Usage).</exception>
    public static IReadOnlyList<Socket> Take() => Take(Environment.GetEnvironmentVariable);

    internal static IReadOnlyList<Socket> Take(Func<string, string?> variable)
    {
        if (Number(variable("LISTEN_PID")) != Environment.ProcessId) return [];
        return [.. Enumerable.Range(First, Number(variable("LISTEN_FDS"))).Select(Open)];
    }

    private static int Number(string? text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    private static Socket Open(int descriptor)
    {
        try
        {
            // It is asked what it is.
            var socket = new Socket(new SafeSocketHandle(descriptor, ownsHandle: true));
            var takesConnections = socket.SocketType == SocketType.Stream
                && socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.AcceptConnection) is not 0;
            if (takesConnections && socket.LocalEndPoint is not null) return socket;
        }
        catch (SocketException)
        {
            // It is no socket.
        }

        throw new UneXt50Exception(
            ErrorKind.Usage, "LISTEN_FDS", $"descriptor {descriptor} is no socket that takes connections",
            "give the .socket unit ListenStream= and Accept=no");
    }
}
