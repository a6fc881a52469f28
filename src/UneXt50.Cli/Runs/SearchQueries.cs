using System.CommandLine;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;
using UneXt50.Inference;
using UneXt50.Results;
using UneXt50.Search;
using UneXt50.Sources;
using UneXt50.Writers;

namespace UneXt50.Cli.Runs;

/// <summary>
/// What a search is asked for on the command line: rows of arrays, and photos that go through the model which the array
/// was made with.
/// </summary>
internal sealed class SearchQueries : IDisposable
{
    private readonly ParseResult _parsed;
    private readonly BackboneOptions _backbone;
    private readonly List<Part> _parts = [];
    private readonly PipelineOptions _pipeline = new();
    private readonly FeatureNormalization _normalization;
    private readonly UneXt50Model? _model;

    private SearchQueries(
        ParseResult parsed, string[] queries, bool recurse, FeatureFile file, SearchMetric metric,
        BackboneOptions backbone)
    {
        (_parsed, _backbone) = (parsed, backbone);
        var origin = FeatureOrigin.Beside(file.Path);
        try
        {
            foreach (var query in queries) _parts.Add(PartOf(query, recurse, file, origin, metric));
            if (_parts.All(part => part.Photos is null)) return;
            var many = backbone.Many(parsed);
            var known = _parts.Where(part => part.Photos is not null).SelectMany(part => part.Photos!).Take(many);
            _pipeline = backbone.Pipeline(parsed, known.Count());
            _model = LoadModel(file, origin);
            _normalization = origin?.Normalization ?? FeatureNormalization.None;
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Opens the arrays among the queries, and the model where there are photos.</summary>
    /// <exception cref="UneXt50Exception">The model is not that of the array, or unfit (Model).</exception>
    public static SearchQueries Open(
        ParseResult parsed, string[] queries, bool recurse, FeatureFile file, SearchMetric metric,
        BackboneOptions backbone) => new(parsed, queries, recurse, file, metric, backbone);

    /// <summary>All queries in their order; photos run through the model as they are asked for.</summary>
    public IEnumerable<Query> All(CancellationToken cancellation)
    {
        foreach (var part in _parts)
        {
            if (part.Error is { } error) yield return new Query(error.Subject, null, error);
            else if (part.Rows is { } rows)
            {
                var names = RowNames.Of(rows).InTurn(row => $"{rows.Path} row {row}");
                foreach (var (row, name) in names.Index()) yield return new Query(name, rows.Row(row));
            }
            else
            {
                foreach (var outcome in Outcomes(part.Photos!, cancellation))
                {
                    yield return new Query(
                        outcome.Input,
                        outcome.Prediction is { } prediction ? _normalization.Apply(prediction.Features) : null,
                        outcome.Error);
                }
            }
        }
    }

    public void Dispose()
    {
        foreach (var part in _parts) part.Rows?.Dispose();
        _model?.Dispose();
    }

    private IEnumerable<Outcome> Outcomes(InputList photos, CancellationToken cancellation)
    {
        var outcomes = _model!.ClassifyAll(photos, _pipeline, cancellation);
        foreach (var outcome in outcomes) yield return outcome;
        PhotoFolder.TellAtEnd(photos.PassedOver);
    }

    private static Part PartOf(
        string query, bool recurse, FeatureFile file, FeatureOrigin? origin, SearchMetric metric)
    {
        if (!FeatureFile.Is(query)) return new Part { Photos = new InputList([query]) { Recurse = recurse } };
        FeatureFile? rows = null;
        try
        {
            rows = FeatureFile.Open(query);
            rows.RequireWidth(file);
            if (origin is not null && FeatureOrigin.Beside(query) is { } other) origin.RequireFit(other, metric);
            return new Part { Rows = rows };
        }
        catch (UneXt50Exception refused)
        {
            rows?.Dispose();
            if (refused.Kind == ErrorKind.Input) return new Part { Error = refused };
            throw;
        }
    }

    private UneXt50Model LoadModel(FeatureFile file, FeatureOrigin? origin)
    {
        var model = _backbone.LoadModel(_parsed, _pipeline, exact: origin?.Exact == true);
        try
        {
            if (origin?.ModelSha256 is null)
            {
                Messages.Note($"{file.Path}: no {Path.GetFileName(file.Path)}.run.json says which model made it; "
                    + $"{model.Path} is assumed, without --normalize");
            }
            else
            {
                origin.RequireModel(model.Path, model.BackboneSha256);
            }

            return model.FeatureWidth == file.Width ? model : throw new UneXt50Exception(
                ErrorKind.Model, model.Path,
                $"it gives {model.FeatureWidth} features, and the rows of {file.Path} have {file.Width} values",
                "name the model that made them with --model");
        }
        catch
        {
            model.Dispose();
            throw;
        }
    }

    /// <summary>One argument: rows, photos, or an array that is refused.</summary>
    private sealed record Part
    {
        public FeatureFile? Rows { get; init; }

        public InputList? Photos { get; init; }

        public UneXt50Exception? Error { get; init; }
    }
}
