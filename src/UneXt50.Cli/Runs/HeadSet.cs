using System.CommandLine;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;
using UneXt50.Heads;

namespace UneXt50.Cli.Runs;

/// <summary>The models behind the features of one run.</summary>
internal sealed class HeadSet : IDisposable
{
    private readonly List<HeadModel> _models = [];

    public IReadOnlyList<HeadModel> Models => _models;

    /// <summary>What the first may answer, which is the answer of the run; null where there is none.</summary>
    public IReadOnlyList<string>? Labels => _models is [var first, ..]
        ? first.TellsUnknown ? [.. first.Labels, HeadModel.Unknown] : first.Labels : null;

    /// <exception cref="UneXt50Exception">One is missing, damaged, or of another backbone.</exception>
    public static HeadSet Load(HeadSelection? selection, ParseResult parsed, UneXt50Model backbone)
    {
        var heads = new HeadSet();
        try
        {
            foreach (var (path, options) in selection?.Wanted(parsed) ?? [])
            {
                heads._models.Add(HeadModel.Load(path, options));
                backbone.RequireFit(heads._models[^1]);
                foreach (var warning in heads._models[^1].Warnings) Messages.Note($"{options.LabelsPath}: {warning}");
            }

            return heads;
        }
        catch
        {
            heads.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        foreach (var model in _models) model.Dispose();
    }
}
