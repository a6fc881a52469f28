using UneXt50.Onnx;
using UneXt50.Sources;
using UneXt50.Toolchain.Evaluation;

namespace UneXt50.Toolchain.Known;

/// <summary>
/// Stores in a model what photos of its kind look like to it, so that it can tell which others are strange
/// (<see cref="UneXt50Model.Known"/>). Nothing else in the file changes.
/// </summary>
public static class KnownPhotosOfModel
{
    /// <summary>Copies a model and adds what it knows; what was stored before is replaced.</summary>
    /// <param name="modelPath">A model of ours, of any precision.</param>
    /// <param name="outputPath">Where the copy goes; whole or not there.</param>
    /// <param name="photos">
    /// Photos like those the network will see, 50 or more, several of each class. Those that cannot be used are left
    /// out and reported.
    /// </param>
    /// <param name="progress">Told how far it is.</param>
    /// <param name="cancellation">Stops it between two photos; nothing is written then.</param>
    /// <exception cref="UneXt50Exception">
    /// The model is none of ours (Model), the photos are too few (Input), or the result cannot be written (Output).
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static KnownReport Store(
        string modelPath, string outputPath, IReadOnlyList<Photo> photos,
        IProgress<EvaluationProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(photos);
        using var output = OutputFile.Create(outputPath);
        var model = OnnxFile.Read(modelPath);
        if (!model.MetadataProps.Any(entry => ModelCard.IsEntry(entry.Key)))
        {
            throw new UneXt50Exception(ErrorKind.Model, modelPath, "it does not say how it wants to be fed",
                $"describe it in the same run: give {Setting.Labels} and how it was fed");
        }

        // The file as it is, so that whoever compares the two sees that no weight has changed.
        var file = InputFile.Read(modelPath, ErrorKind.Model, stream =>
        {
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        });
        var bytes = ExternalData.Whole(modelPath, file) ?? file;
        var pass = KnownPass.Run(modelPath, photos, progress, cancellation);
        Require(pass, photos);
        var start = 0;
        foreach (var (from, to) in BackboneDigest.LeftOut(bytes))
        {
            output.Write(bytes.AsSpan(start, from - start));
            start = to;
        }

        output.Write(bytes.AsSpan(start));
        output.Write(pass.Entries());
        var length = output.IsFile ? output.Length : 0;
        output.Complete();
        return pass.Report with { FileBytes = length };
    }

    /// <summary>Refuses photos that are too few.</summary>
    /// <exception cref="UneXt50Exception">They are (Input).</exception>
    internal static void Require(KnownPass pass, IReadOnlyList<Photo> photos)
    {
        if (pass.Report.Problem is not { } problem) return;
        throw pass.Report.Skipped.Count == photos.Count && photos.Count > 0 ? pass.Report.Skipped[0]
            : new UneXt50Exception(ErrorKind.Input, Setting.Calibration, problem,
                "give more photos like those the network will see, several of each class");
    }
}
