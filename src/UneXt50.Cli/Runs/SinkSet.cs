using UneXt50.Cameras.Sinks;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli.Runs;

/// <summary>The sinks of one run.</summary>
internal sealed class SinkSet : IDisposable
{
    private readonly List<ISink> _sinks = [];

    public IReadOnlyList<ISink> All => _sinks;

    public T Add<T>(T sink)
        where T : ISink
    {
        _sinks.Add(sink);
        return sink;
    }

    /// <summary>Completes them all and says what was lost; true when nothing was.</summary>
    public bool Complete()
    {
        var whole = true;
        foreach (var sink in _sinks)
        {
            try
            {
                sink.Complete();
            }
            catch (UneXt50Exception error) when (error.Kind == ErrorKind.Output)
            {
                Messages.Error(error);
                whole = false;
            }
        }

        return whole;
    }

    public void Dispose()
    {
        foreach (var sink in _sinks) sink.Dispose();
    }
}
