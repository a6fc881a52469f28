namespace UneXt50.Cameras.Mqtt;

/// <summary>
/// Messages between the run and the broker: so many at most, the oldest make room. What is taken and not delivered
/// comes back to the front. For one thread that adds and one that takes.
/// </summary>
/// <param name="capacity">How many, 1 or more.</param>
internal sealed class MessageQueue(int capacity) : IDisposable
{
    private readonly Lock _gate = new();
    private readonly LinkedList<byte[]> _messages = [];
    private readonly SemaphoreSlim _added = new(0, 1);
    private long _dropped;

    /// <summary>Messages that made room for newer ones.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Messages that wait.</summary>
    public int Count
    {
        get
        {
            lock (_gate) return _messages.Count;
        }
    }

    /// <summary>Adds a message behind all others.</summary>
    public void Add(byte[] message)
    {
        lock (_gate)
        {
            _messages.AddLast(message);
            DropOldest();
            if (_added.CurrentCount == 0) _added.Release();
        }
    }

    /// <summary>Takes the oldest messages, up to so many.</summary>
    public List<byte[]> Take(int most)
    {
        lock (_gate)
        {
            var taken = new List<byte[]>();
            while (taken.Count < most && _messages.First is { } oldest)
            {
                taken.Add(oldest.Value);
                _messages.RemoveFirst();
            }

            return taken;
        }
    }

    /// <summary>Gives back what was not delivered; where newer ones have filled the queue, the oldest go.</summary>
    public void Return(IReadOnlyList<byte[]> messages)
    {
        lock (_gate)
        {
            for (var i = messages.Count - 1; i >= 0; i--) _messages.AddFirst(messages[i]);
            DropOldest();
        }
    }

    /// <summary>Waits until a message has been added since the last wait.</summary>
    public Task WaitAsync(CancellationToken cancellation) => _added.WaitAsync(cancellation);

    public void Dispose() => _added.Dispose();

    private void DropOldest()
    {
        for (; _messages.Count > capacity; _dropped++) _messages.RemoveFirst();
    }
}
