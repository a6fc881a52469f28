using System.Net;
using System.Net.Sockets;

namespace UneXt50.Cameras.Tests.Sinks;

/// <summary>Takes connections and says nothing, as a broker that hangs or a network that swallows.</summary>
internal sealed class SilentBroker : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);

    public SilentBroker() => _listener.Start();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public void Dispose() => _listener.Dispose();
}
