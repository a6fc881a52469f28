using UneXt50.Search;

namespace UneXt50.Cli.Options;

/// <summary>The rows, and the page with their pictures where one is wanted.</summary>
internal sealed class FoundRowsOutputs(IFoundRowsWriter rows, ContactSheet? page) : IDisposable
{
    public void Write(FoundRows found)
    {
        rows.Write(found);
        page?.Write(found);
    }

    public void Complete()
    {
        page?.Complete();
        rows.Complete();
    }

    public void Dispose()
    {
        rows.Dispose();
        page?.Dispose();
    }
}
