namespace UneXt50.Cameras.Sinks;

/// <summary>The sinks of one run, which are completed and disposed together.</summary>
public sealed class SinkSet : IDisposable
{
    private readonly List<ISink> _sinks = [];

    /// <summary>The sinks, in the order in which they were added.</summary>
    public IReadOnlyList<ISink> All => _sinks;

    /// <summary>Adds a sink, which the set disposes from now on.</summary>
    public T Add<T>(T sink)
        where T : ISink
    {
        _sinks.Add(sink);
        return sink;
    }

    /// <summary>Completes all of them, whatever happens to one.</summary>
    /// <returns>What was lost (Output); empty where nothing was.</returns>
    public IReadOnlyList<UneXt50Exception> Complete()
    {
        var losses = new List<UneXt50Exception>();
        foreach (var sink in _sinks)
        {
            try
            {
                sink.Complete();
            }
            catch (UneXt50Exception error) when (error.Kind == ErrorKind.Output)
            {
                losses.Add(error);
            }
        }

        return losses;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var sink in _sinks) sink.Dispose();
    }
}
