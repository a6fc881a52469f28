using Google.Protobuf;
using Onnx;
using UneXt50.Inference;
using UneXt50.Known;
using UneXt50.Onnx;
using UneXt50.Sources;
using UneXt50.Toolchain.Evaluation;

namespace UneXt50.Toolchain.Known;

/// <summary>Runs calibration photos through a model as it will be used, and learns what they look like to it.</summary>
internal sealed class KnownPass
{
    private KnownPass(KnownPhotos? result, KnownReport report) => (Result, Report) = (result, report);

    /// <summary>What was learned; null where it is too little.</summary>
    public KnownPhotos? Result { get; }

    public KnownReport Report { get; }

    /// <summary>Learns with a model that is in no file yet.</summary>
    /// <exception cref="UneXt50Exception">It cannot be run (Model), or kept in a temporary file (Output).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static KnownPass Run(
        ModelProto model, IReadOnlyList<Photo> photos, IProgress<EvaluationProgress>? progress,
        CancellationToken cancellation)
    {
        using var folder = new ScratchFolder();
        OnnxFile.Write(model, folder["model.onnx"]);
        return Run(folder["model.onnx"], photos, progress, cancellation);
    }

    /// <summary>Learns with the model in a file.</summary>
    /// <exception cref="UneXt50Exception">It cannot be run (Model).</exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static KnownPass Run(
        string model, IReadOnlyList<Photo> photos, IProgress<EvaluationProgress>? progress,
        CancellationToken cancellation)
    {
        var options = PipelineOptions.ForPhotos(photos.Count);
        using var network = UneXt50Model.Load(model, new ModelOptions { Threads = options.ModelThreads() });
        var steps = new StepProgress("learning which photos are known", photos.Count, progress);
        var (fit, skipped) = (new KnownFit(), new List<UneXt50Exception>());
        foreach (var outcome in network.ClassifyAll(photos, options, cancellation))
        {
            if (outcome.Error is { } error) skipped.Add(error);
            else fit.Add(outcome.Prediction!.Features, Best(outcome.Prediction.Logits));
            steps.Advance();
        }

        cancellation.ThrowIfCancellationRequested();
        var result = fit.Result();
        return new KnownPass(result, new KnownReport
        {
            Photos = fit.Photos,
            Classes = fit.Classes,
            Problem = result is null ? Problem(fit) : null,
            Skipped = skipped,
        });
    }

    /// <summary>The metadata that stores it, as a message that may stand behind any model's.</summary>
    public byte[] Entries()
    {
        var entries = new ModelProto();
        entries.MetadataProps.AddRange(KnownEntries.Of(Result!).Select(
            entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
        return entries.ToByteArray();
    }

    /// <summary>The first of the highest; 0 for a backbone, all of whose photos are one class.</summary>
    private static int Best(float[] logits) => logits.Length == 0 ? 0 : Array.IndexOf(logits, logits.Max());

    private static string Problem(KnownFit fit) => fit.Comparable >= KnownFit.FewestPhotos
        ? "its features are the same for all photos, or it has too many classes"
        : $"{fit.Comparable} of {fit.Photos} photos share their class with another, and {KnownFit.FewestPhotos} are "
            + "needed";
}
