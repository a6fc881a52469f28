using System.Net.Sockets;

namespace UneXt50.Cameras.Http;

/// <summary>
/// The connections of a server, so many at most. One more takes the place of the oldest that has not asked for anything:
/// whoever only holds connections open holds up nobody.
/// </summary>
internal sealed class OpenConnections(int most)
{
    private readonly Lock _gate = new();
    private readonly HashSet<Socket> _all = [];
    private readonly LinkedList<Socket> _idle = [];

    /// <summary>Adds a connection; false where all that are there are being served.</summary>
    public bool TryAdd(Socket client)
    {
        lock (_gate)
        {
            if (_all.Count >= most && !CutOffOldest()) return false;
            _all.Add(client);
            _idle.AddLast(client);
            return true;
        }
    }

    /// <summary>Its request has come: it is served to its end.</summary>
    public void HasAsked(Socket client)
    {
        lock (_gate) _idle.Remove(client);
    }

    /// <summary>It is over.</summary>
    public void Remove(Socket client)
    {
        lock (_gate)
        {
            _all.Remove(client);
            _idle.Remove(client);
        }
    }

    /// <summary>Makes descriptors free, if any connection is idle.</summary>
    public void CutOffIdle()
    {
        lock (_gate) CutOffOldest();
    }

    private bool CutOffOldest()
    {
        if (_idle.First?.Value is not { } oldest) return false;
        _idle.RemoveFirst();
        _all.Remove(oldest);
        oldest.Dispose(); // whoever reads from it is thrown out
        return true;
    }
}
