namespace UneXt50.Heads;

/// <summary>The heads behind the features of one run; see <see cref="UneXt50Model.LoadHeads"/>.</summary>
public sealed class HeadSet : IDisposable
{
    private readonly List<HeadModel> _models = [];

    private HeadSet()
    {
    }

    /// <summary>The heads, in the order in which they were named.</summary>
    public IReadOnlyList<HeadModel> Models => _models;

    /// <summary>What the first may answer, which is the answer of the run; null where there is none.</summary>
    public IReadOnlyList<string>? Labels => _models is [var first, ..]
        ? first.TellsUnknown ? [.. first.Labels, HeadModel.Unknown] : first.Labels : null;

    internal static HeadSet Load(
        IEnumerable<(string Path, HeadModelOptions? Options)> heads, Action<HeadModel> requireFit)
    {
        var set = new HeadSet();
        try
        {
            foreach (var (path, options) in heads)
            {
                set._models.Add(HeadModel.Load(path, options));
                requireFit(set._models[^1]);
            }

            return set;
        }
        catch
        {
            set.Dispose();
            throw;
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var model in _models) model.Dispose();
    }
}
