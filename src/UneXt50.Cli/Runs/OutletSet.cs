using UneXt50.Cameras.Sinks;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli.Runs;

/// <summary>The outlets of one run.</summary>
internal sealed class OutletSet : IDisposable
{
    private readonly List<IOutlet> _outlets = [];

    public IReadOnlyList<IOutlet> All => _outlets;

    public T Add<T>(T outlet)
        where T : IOutlet
    {
        _outlets.Add(outlet);
        return outlet;
    }

    /// <summary>Completes them all and says what was lost; true when nothing was.</summary>
    public bool Complete()
    {
        var whole = true;
        foreach (var outlet in _outlets)
        {
            try
            {
                outlet.Complete();
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
        foreach (var outlet in _outlets) outlet.Dispose();
    }
}
