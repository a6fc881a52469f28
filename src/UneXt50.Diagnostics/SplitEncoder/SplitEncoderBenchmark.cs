using System.Numerics.Tensors;
using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Onnx;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.SplitEncoder;

/// <summary>
/// Takes a model apart into an encoder and a head, and measures both ways to run it in turns: the answer in figures to
/// the question why UneXt50 has no encoder attribute.
/// </summary>
public static class SplitEncoderBenchmark
{
    private const int SyntheticPhotos = 16;

    /// <summary>Measures a model against its own encoder and head.</summary>
    /// <param name="request">
    /// Which model, on which photos, how often; sweeps and a second model are not looked at.
    /// </param>
    /// <param name="progress">Told where it is; may be null.</param>
    /// <param name="cancellation">Ends it between two runs.</param>
    /// <exception cref="UneXt50Exception">
    /// The model cannot be loaded or cut (Model), or the folder for temporary files cannot be written (Output).
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static SplitEncoderReport Run(
        BenchmarkRequest request, IProgress<BenchmarkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(request);
        // An encoder that is here for a moment does not belong into the cache; the other side shall have no advantage
        // by it.
        request = request with { Profile = request.Profile with { CacheFolder = null } };
        var split = EncoderSplit.Split(OnnxFile.Read(request.ModelPath), request.ModelPath);
        using var folder = new ScratchFolder();
        var (encoderPath, headPath) = (folder["encoder.onnx"], folder["head.onnx"]);
        OnnxFile.Write(split.Encoder, encoderPath);
        OnnxFile.Write(split.Head, headPath);
        return Measure(request, encoderPath, headPath, progress, cancellation);
    }

    private static SplitEncoderReport Measure(
        BenchmarkRequest request, string encoderPath, string headPath, IProgress<BenchmarkProgress>? progress,
        CancellationToken cancellation)
    {
        UneXt50Model LoadDirect() => UneXt50Model.Load(request.ModelPath, request.Options);
        SplitNetwork LoadSplit() => SplitNetwork.Load(encoderPath, headPath, request.Options);
        var (directLoads, splitLoads) = (new List<double>(), new List<double>());
        void AddDirect()
        {
            using var direct = LoadDirect();
            directLoads.Add(direct.LoadTime.TotalMilliseconds);
        }

        for (var i = 0; i < request.Starts; i++)
        {
            cancellation.ThrowIfCancellationRequested();
            if (i % 2 == 0) AddDirect();
            using (var apart = LoadSplit()) splitLoads.Add(apart.LoadTime.TotalMilliseconds);
            if (i % 2 != 0) AddDirect();
        }

        using var whole = LoadDirect();
        using var both = LoadSplit();
        var runs = TakingTurns.Measure(
            [new ModelContender(whole), both], request.Photos, request.Length,
            fraction => progress?.Report(new BenchmarkProgress("encoder and head", fraction)), cancellation);
        double[] Network(int which) => [.. runs[which].Select(run => run.Times.Inference.TotalMilliseconds)];
        var (first, peak) = FreshProcesses(request, encoderPath, headPath, cancellation);
        var (directTimes, splitTimes) = (Network(0), Network(1));
        return new SplitEncoderReport(
            new DirectAndSplit(Size(request.ModelPath), Size(encoderPath) + Size(headPath)),
            Medians(directLoads, splitLoads),
            first,
            peak,
            Medians(directTimes, splitTimes),
            PairedRatio.Estimate(directTimes, splitTimes),
            Agreement(whole, both, request.Photos));
    }

    /// <summary>
    /// Cut as it is, the network is a backbone and a model behind its features, which is loaded as a head.
    /// </summary>
    private static (DirectAndSplit? FirstAnswer, DirectAndSplit? PeakBytes) FreshProcesses(
        BenchmarkRequest request, string encoderPath, string headPath, CancellationToken cancellation)
    {
        if (request.Fresh is not { } fresh) return (null, null);
        ColdStart Start(FreshModel model) =>
            ColdStart.Measure(fresh, model, request.Photos[0], starts: 1, cancellation);
        var (direct, split) = (new List<ColdStart>(), new List<ColdStart>());
        for (var i = 0; i < request.Starts; i++)
        {
            direct.Add(Start(new FreshModel(request.ModelPath, HasClasses: true)));
            split.Add(Start(new FreshModel(encoderPath, HasClasses: true, headPath)));
        }

        DirectAndSplit Of(Func<ColdStart, double> figure) => Medians(direct.Select(figure), split.Select(figure));
        return (Of(start => start.FirstAnswerMilliseconds.P50), Of(start => start.PeakResidentBytes!.Value));
    }

    private static DirectAndSplit Medians(IEnumerable<double> direct, IEnumerable<double> split) =>
        new(SampleStatistics.Compute(direct).P50, SampleStatistics.Compute(split).P50);

    private static long Size(string path) => new FileInfo(path).Length;

    private static SplitAgreement Agreement(UneXt50Model whole, SplitNetwork both, IReadOnlyList<Frame> photos)
    {
        var synthetic = Enumerable.Range(1, SyntheticPhotos).Select(seed => SyntheticPhoto.Create(320, 240, seed));
        var (count, same, features, logits) = (0, 0, 0.0, 0.0);
        foreach (var photo in photos.Concat(synthetic))
        {
            var (direct, split) = (whole.Classify(photo), both.Classify(photo));
            count++;
            if (TensorPrimitives.IndexOfMax<float>(direct.Logits) == TensorPrimitives.IndexOfMax<float>(split.Logits)) same++;
            features = Math.Max(features, LargestDifference(direct.Features, split.Features));
            logits = Math.Max(logits, LargestDifference(direct.Logits, split.Logits));
        }

        return new SplitAgreement(count, same, features, logits);
    }

    private static double LargestDifference(float[] a, float[] b) =>
        a.Zip(b, (x, y) => Math.Abs((double)x - y)).DefaultIfEmpty().Max();
}
