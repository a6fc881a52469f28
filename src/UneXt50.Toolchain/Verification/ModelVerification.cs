using UneXt50.Imaging;
using UneXt50.Toolchain.Evaluation;

namespace UneXt50.Toolchain.Verification;

/// <summary>Holds one model against another on photos: what quantization, or another processor, has changed.</summary>
public static class ModelVerification
{
    private const int Five = 5;

    /// <summary>Compares the two models. Each sees the photos as its own card wants them.</summary>
    /// <param name="request">The models and the photos.</param>
    /// <param name="progress">Told how far it is, from several threads but one at a time.</param>
    /// <param name="cancellation">Stops it between two photos.</param>
    /// <exception cref="UneXt50Exception">
    /// A model cannot be read, or their classes differ (Model), or no photo can be used (Input).
    /// </exception>
    /// <exception cref="OperationCanceledException"><paramref name="cancellation"/> was signalled.</exception>
    public static VerificationReport Run(
        VerificationRequest request, IProgress<EvaluationProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        var (first, second) = (InspectedModel.Read(request.FirstPath), InspectedModel.Read(request.SecondPath));
        if (!first.Card.Labels.SequenceEqual(second.Card.Labels))
        {
            throw new UneXt50Exception(ErrorKind.Model, second.Path, $"its classes are not those of {first.Path}",
                "compare models of the same labels in the same order");
        }

        using var networkOfFirst = first.Runnable(cancellation);
        using var networkOfSecond = second.Runnable(cancellation);
        var layerPhotos = Math.Min(request.LayerPhotos, request.Photos.Count);
        using var layers = new LayerComparison(first, second, layerPhotos, cancellation);
        var sameInput = Same(first.Card.Preprocess, second.Card.Preprocess);
        var (photosOfFirst, photosOfSecond) =
            (PhotoSet.Create(request.Photos, first.Card.Preprocess),
                PhotoSet.Create(request.Photos, second.Card.Preprocess));
        var (outputsOfFirst, outputsOfSecond) =
            (new NetworkOutputs(request.Photos.Count), new NetworkOutputs(request.Photos.Count));
        var problems = new UneXt50Exception?[request.Photos.Count];
        var context = new PassContext(first.Card.Preprocess.InputSize, progress, cancellation);
        var side = second.Card.Preprocess.InputSize;
        PhotoPass.Run(
            photosOfFirst, context, "comparing", () => new float[sameInput ? 0 : 3 * side * side],
            (other, index, planes) =>
            {
                if (!sameInput) photosOfSecond.Fill(index, other);
                var otherPlanes = sameInput ? planes : other;
                networkOfFirst.Run(planes, networkOfFirst.Outputs, values => outputsOfFirst.Set(index, values));
                networkOfSecond.Run(otherPlanes, networkOfSecond.Outputs, values => outputsOfSecond.Set(index, values));
                if (index < layerPhotos) layers.Add(index, planes, otherPlanes);
            },
            _ => { }, (index, problem) => problems[index] = problem);

        var usable = Enumerable.Range(0, problems.Length).Where(index => problems[index] is null).ToList();
        if (usable.Count == 0)
        {
            throw new UneXt50Exception(ErrorKind.Input, "photos",
                problems is [{ } problem, ..]
                    ? $"none can be used, the first because {problem.Message}" : "there are none",
                "give a folder with photos");
        }

        var outputs = (First: outputsOfFirst.Only(usable), Second: outputsOfSecond.Only(usable));
        var photos = photosOfFirst.Only(usable);
        var fidelity = FidelityReport.Compare(outputs.First, outputs.Second, photos, first.Card.Labels);
        return new VerificationReport
        {
            Photos = usable.Count,
            Skipped = [.. problems.OfType<UneXt50Exception>()],
            TopOneAgreement = fidelity.TopOneAgreement,
            TopFiveAgreement = TopFiveAgreement(outputs.First, outputs.Second),
            LabelledPhotos = fidelity.LabelledPhotos,
            First = new TopAccuracy(fidelity.FloatAccuracy, TopFive(outputs.First, photos, first.Card.Labels)),
            Second = new TopAccuracy(fidelity.QuantizedAccuracy, TopFive(outputs.Second, photos, first.Card.Labels)),
            MedianFeatureCosine = fidelity.MedianFeatureCosine,
            MinFeatureCosine = fidelity.MinFeatureCosine,
            LayerPhotos = usable.Count(index => index < layerPhotos),
            Layers = layers.Result(),
        };
    }

    private static double TopFiveAgreement(NetworkOutputs first, NetworkOutputs second) =>
        first.Logits(0).IsEmpty ? double.NaN : Enumerable.Range(0, first.Count).Average(index =>
        {
            var best = Best(first.Logits(index));
            return (double)best.Intersect(Best(second.Logits(index))).Count() / best.Length;
        });

    private static double TopFive(NetworkOutputs outputs, PhotoSet photos, IReadOnlyList<string> labels)
    {
        var labelled = Enumerable.Range(0, outputs.Count)
            .Select(index => (Index: index, Label: FolderLabels.IndexOf(labels, photos.NameOf(index))))
            .Where(photo => photo.Label >= 0).ToList();
        return (double)labelled.Count(photo => Best(outputs.Logits(photo.Index)).Contains(photo.Label))
            / labelled.Count;
    }

    private static int[] Best(ReadOnlySpan<float> logits)
    {
        var scores = logits.ToArray();
        return [.. Enumerable.Range(0, scores.Length).OrderByDescending(index => scores[index]).Take(Five)];
    }

    private static bool Same(PreprocessRule first, PreprocessRule second) =>
        (first.InputSize, first.ResizeShortSide, first.Interpolation, first.Fit, first.Channels)
        == (second.InputSize, second.ResizeShortSide, second.Interpolation, second.Fit, second.Channels)
        && first.Mean.SequenceEqual(second.Mean) && first.Std.SequenceEqual(second.Std);
}
