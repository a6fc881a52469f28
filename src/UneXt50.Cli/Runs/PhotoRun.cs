using System.CommandLine;
using UneXt50.Cameras.Films;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;
using UneXt50.Inference;
using UneXt50.Sources;
using UneXt50.Statistics;
using UneXt50.Writers;

namespace UneXt50.Cli.Runs;

/// <summary>
/// Photos, or a camera, through the model into a writer: what <c>classify</c> and <c>features</c> have in common.
/// </summary>
internal static class PhotoRun
{
    /// <param name="parsed">The command line.</param>
    /// <param name="options">Its common options.</param>
    /// <param name="open">
    /// Opens the output, with what its rows say of where frames come from; called before any photo is read.
    /// </param>
    /// <param name="showsErrors">Whether the output is for people and names failed inputs itself.</param>
    /// <param name="selection">Which models run behind the features, if any.</param>
    public static int Execute(
        ParseResult parsed, PhotoOptions options, Func<UneXt50Model, OriginColumns, RunOutput> open, bool showsErrors,
        HeadSelection? selection = null)
    {
        if (options.Camera(parsed) is { } camera) return CameraRun.Execute(parsed, options, camera, open, selection);
        var inputs = options.Inputs(parsed, Interruption.Token);
        var shard = options.Shard(parsed);
        inputs.RequireNoOutput();
        var hasFilms = inputs.Named.Any(FilmFile.Is);
        // Names that come through a pipe are not waited for before the model is there.
        var many = inputs.CanEnumerateAgain ? options.Backbone.Many(parsed) : 0;
        using var ahead = new ReadAhead<Photo>(inputs, many);
        var pipeline = options.Backbone.Pipeline(parsed, hasFilms ? int.MaxValue : ahead.First.Count);
        using var model = options.Backbone.LoadModel(
            parsed, pipeline, unknown: selection?.UnknownOfModel(parsed));
        using var heads = selection?.Load(parsed, model) ?? model.LoadHeads([]);
        var output = open(model, hasFilms ? OriginColumns.Time : OriginColumns.None);
        using var writer = options.Checkpointed(parsed, output.Writer);
        // Of names that come through a pipe nobody knows how many there are.
        var most = !hasFilms && ahead.First.Count < many ? ahead.First.Count : int.MaxValue;
        var fitted = model.Fit(pipeline, most, Interruption.Token);
        // Rows of a file that can be continued have the times of frames where films are named.
        var films = new FilmFrames(options.Films(parsed, continues: output.Selection is not null && !hasFilms));
        var photos = PhotoSelection.Choose(films.InPlaceOf(ahead, Interruption.Token), output.Selection, shard);
        var recorder = new LatencyRecorder();
        var (path, quiet) = (options.OutputPath(parsed), options.Backbone.Quiet(parsed));
        if (!quiet && photos.HeldCount > 0)
            Messages.Note($"{path}: {photos.HeldCount} {(photos.HeldCount == 1 ? "input is" : "inputs are")} done "
                + $"already");
        return OrderlyRun.Execute(
            stop =>
            {
                using var progress = RunProgress.Start(inputs, path, quiet, showsErrors, hasFilms ? null : photos.Wants);
                foreach (var outcome in model.ClassifyAll(photos.Photos, fitted with { Heads = heads.Models }, stop))
                {
                    recorder.Record(outcome);
                    writer.Write(outcome);
                    progress.Advance(outcome.Error);
                }
            },
            interrupted =>
            {
                PhotoFolder.Tell(inputs.PassedOver);
                var summary = recorder.Summarize(model.LoadTime, interrupted) with
                {
                    Engine = model.EngineDescription,
                    Providers = model.ProviderNodes,
                    Batch = pipeline.Batch == PipelineOptions.FastestBatch ? fitted.Batch : null,
                };
                if (OrderlyRun.IsWorthKeeping(interrupted, summary.Succeeded + summary.Failed, path))
                    writer.Complete(summary);
                if (options.Stats(parsed)) StandardError.Write(summary.ToText());
                return summary.Failed > 0 ? ExitCodes.SomeInputsFailed : ExitCodes.Done;
            });
    }
}
