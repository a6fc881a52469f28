using Microsoft.AspNetCore.Connections;

namespace UneXt50.Cameras.Http;

/// <summary>
/// The connections of a server, so many at most. One more takes the place of the oldest that has not asked for
/// anything: whoever only holds connections open holds up nobody.
/// </summary>
internal sealed class OpenConnections(int most)
{
    private readonly Lock _gate = new();
    private readonly HashSet<ConnectionContext> _all = [];
    private readonly LinkedList<ConnectionContext> _idle = [];

    /// <summary>Serves a connection to its end; one too many is cut off where all others are being served.</summary>
    public async Task ServeAsync(ConnectionContext client, ConnectionDelegate serve)
    {
        if (!TryAdd(client))
        {
            client.Abort();
            return;
        }

        try
        {
            // So that the request knows which connection it came by.
            client.Features.Set(client);
            await serve(client).ConfigureAwait(false);
        }
        finally
        {
            lock (_gate)
            {
                _all.Remove(client);
                _idle.Remove(client);
            }
        }
    }

    /// <summary>Its request has come: it is served to its end.</summary>
    public void HasAsked(ConnectionContext client)
    {
        lock (_gate) _idle.Remove(client);
    }

    private bool TryAdd(ConnectionContext client)
    {
        lock (_gate)
        {
            if (_all.Count >= most)
            {
                if (_idle.First?.Value is not { } oldest) return false;
                _idle.RemoveFirst();
                _all.Remove(oldest);
                oldest.Abort(); // whoever reads from it is thrown out
            }

            _all.Add(client);
            _idle.AddLast(client);
            return true;
        }
    }
}
