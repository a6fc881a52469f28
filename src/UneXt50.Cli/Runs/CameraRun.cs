using System.CommandLine;
using UneXt50.Cameras;
using UneXt50.Cameras.Service;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;
using UneXt50.Statistics;
using UneXt50.Writers;

namespace UneXt50.Cli.Runs;

/// <summary>
/// A camera through the model into a writer, until its end is reached or the program is told to stop.
/// </summary>
internal static class CameraRun
{
    /// <param name="parsed">The command line.</param>
    /// <param name="options">Its common options.</param>
    /// <param name="camera">Its camera options.</param>
    /// <param name="open">Opens the output.</param>
    /// <param name="selection">Which models run behind the features, if any.</param>
    public static int Execute(
        ParseResult parsed, PhotoOptions options, CameraOptions camera,
        Func<UneXt50Model, OriginColumns, RunOutput> open,
        HeadSelection? selection)
    {
        using var model = options.Backbone.LoadModel(parsed, selection?.UnknownOfModel(parsed));
        using var heads = selection?.Load(parsed, model) ?? model.LoadHeads([]);
        using var writer = options.Checkpointed(parsed, open(model, camera.Origin(parsed)).Writer);
        using var lines = camera.OpenLines(parsed, heads.Labels ?? model.Answers);
        var pulse = new Pulse();
        var reading = camera.Feed(parsed, pulse);
        using var service = ServiceReport.Start(pulse, reading.LongestSilence);
        using var stopping = Interruption.Token.Register(() => service?.Stop());
        using var feed = camera.OpenFeed(parsed, reading);
        var quiet = options.Backbone.Quiet(parsed);
        if (!quiet && feed.Mode is { } mode) Messages.Note($"{feed.Name}: {mode}");
        using var sinks = camera.OpenSinks(parsed, model, heads, feed, quiet);
        var recorder = new LatencyRecorder();
        UneXt50Exception? failure = null;
        return OrderlyRun.Execute(
            stop =>
            {
                try
                {
                    var pipeline = new CameraPipeline(
                        model, feed,
                        camera.Pipeline(parsed, lines, pulse) with { Heads = heads.Models, Sinks = sinks.All });
                    foreach (var outcome in pipeline.Run(stop))
                    {
                        recorder.Record(outcome);
                        writer.Write(outcome);
                        var answer = outcome.Prediction?.BestLabel ?? outcome.Error?.Problem ?? "features";
                        service?.Say($"{outcome.Input}: {answer}");
                        if (outcome.Error is { } error) Messages.Error(error);
                    }
                }
                catch (UneXt50Exception error) when (error.Kind is ErrorKind.Camera or ErrorKind.Usage)
                {
                    failure = error;
                }
            },
            interrupted =>
            {
                // What was seen so far is worth keeping, whatever ended it.
                var isCut = interrupted || failure is not null;
                var summary = recorder.Summarize(model.LoadTime, isCut) with
                {
                    Engine = model.EngineDescription,
                    Providers = model.ProviderNodes,
                };
                if (OrderlyRun.IsWorthKeeping(isCut, summary.Succeeded + summary.Failed, options.OutputPath(parsed)))
                    writer.Complete(summary);
                var losses = sinks.Complete();
                foreach (var loss in losses) Messages.Error(loss);
                if (options.Stats(parsed))
                {
                    StandardError.Write(summary.ToText());
                    StandardError.Write(
                        $"camera        {feed.Skipped} frames skipped for newer ones, {feed.Damaged} damaged, "
                        + $"{feed.WarmUp} during warm-up\n");
                }

                if (failure is not null) Messages.Error(failure);
                return failure is not null ? ExitCodes.For(failure.Kind)
                    : losses.Count > 0 ? ExitCodes.Output
                    : summary.Failed > 0 ? ExitCodes.SomeInputsFailed : ExitCodes.Done;
            });
    }
}
