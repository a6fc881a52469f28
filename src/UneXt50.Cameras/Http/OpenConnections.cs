using Microsoft.AspNetCore.Connections;

namespace UneXt50.Cameras.Http;

/// <summary>
/// The connections of a server, so many at most, and no more than a fifth of the descriptors of this process. One more
/// takes the place of the oldest that asks for nothing: whoever only holds connections open holds up nobody.
/// </summary>
/// <param name="wanted">How many, if there are descriptors enough.</param>
internal sealed class OpenConnections(int wanted)
{
    // Kestrel tries again at once where no descriptor is left to accept a connection with.
    private readonly int _most = (int)Math.Clamp(Libc.MostDescriptors() / 5, 1, (ulong)wanted);
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

    /// <summary>It has been answered, and may ask again.</summary>
    public void IsIdle(ConnectionContext client)
    {
        lock (_gate)
        {
            if (_all.Contains(client)) _idle.AddLast(client);
        }
    }

    private bool TryAdd(ConnectionContext client)
    {
        lock (_gate)
        {
            if (_all.Count >= _most)
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
