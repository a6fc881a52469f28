using UneXt50.Diagnostics.Machine;
using UneXt50.Inference;
using UneXt50.Onnx;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>Measures a model on this machine. Nothing else should run meanwhile.</summary>
public static class Benchmark
{
    /// <summary>Measures everything that is asked for, one thing after another.</summary>
    /// <param name="request">What to measure.</param>
    /// <param name="progress">Told where it is; may be null.</param>
    /// <param name="cancellation">Ends it between two runs.</param>
    /// <exception cref="UneXt50Exception">A model cannot be loaded or fails, or a photo cannot be decoded.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public static BenchmarkReport Run(
        BenchmarkRequest request, IProgress<BenchmarkProgress>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentOutOfRangeException.ThrowIfZero(request.Photos.Count, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Threads.DefaultIfEmpty().Min(), 1, nameof(request));
        if (!request.FindsBatch)
            ArgumentOutOfRangeException.ThrowIfLessThan(request.Batches.DefaultIfEmpty().Min(), 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Length.Runs, 1, nameof(request));
        ArgumentOutOfRangeException.ThrowIfLessThan(request.Starts, 1, nameof(request));
        Action<double> Step(string name)
        {
            progress?.Report(new BenchmarkProgress(name, 0));
            return fraction => progress?.Report(new BenchmarkProgress(name, fraction));
        }

        var before = MachineState.Read();
        var memory = MemoryBill.Open(request.ModelPath);
        NativeRuntime.EnsureStarted();
        memory?.Charge("runtime library");
        using var model = UneXt50Model.Load(request.ModelPath, request.Options);
        memory?.Charge("model");
        var first = model.Classify(request.Photos[0], cancellation).Times.Total.TotalMilliseconds;
        memory?.Charge("first photo");
        using var contenders = new Contenders(model, request);
        var models = contenders.Models;

        Step("cold start");
        var cold = request.Fresh is not { } fresh ? null : ColdStart.Measure(
            fresh, new FreshModel(model.Path, model.ClassCount > 0), request.Photos[0], request.Starts, cancellation);
        Step("load");
        var loads = contenders.Loads(request.Starts);
        var runs = TakingTurns.Measure(
            [.. models.Select(each => new ModelContender(each))], request.Photos, request.Length, Step("latency"),
            cancellation);
        var comparisons = models.Skip(1).Select((other, i) => Compare(other, loads[i + 1], runs[0], runs[i + 1]) with
        {
            Agreement = request.OtherPath is null ? Agreement.Measure(model, other, request.Photos) : null,
        }).ToList();
        int? fastest = null;
        if (request.FindsBatch)
        {
            Step("batch");
            (fastest, var tried) = BatchSearch.Find(
                model.Session, BatchSearch.MostFor(request.Options.Providers), cancellation);
            request = request with { Batches = tried };
        }

        var throughput = Throughput.Measure(model, request, fastest ?? 1, Step("throughput"), cancellation);
        var sweep = request.Sweeps ? Sweep.Measure(request, request.Photos, Step("sweep"), cancellation) : [];

        return new BenchmarkReport
        {
            MeasuredAt = DateTimeOffset.Now,
            Machine = MachineFacts.Read(),
            Before = before,
            After = MachineState.Read(),
            Model = BenchmarkedModel.Describe(model),
            Settings = new BenchmarkSettings(
                PhotoNames(request), request.Threads[0], request.Profile.Exact,
                request.Length.WarmUp, TukeyFences.Rule, PairedRatio.Method),
            ColdStart = cold,
            LoadMilliseconds = loads[0],
            FirstRunMilliseconds = first,
            LatencyMilliseconds = StageFigures.Summarize(runs[0]),
            Throughput = throughput,
            Memory = memory,
            Sweep = sweep,
            FastestBatch = fastest,
            Comparison = comparisons.FirstOrDefault(),
            Comparisons = request.CompareProviders ? comparisons : [],
            Runs = RunSample.From(runs[0]),
        };
    }

    private static string PhotoNames(BenchmarkRequest request) =>
        request.Photos is [var only] ? only.Name : $"{request.Photos.Count} photos, the first {request.Photos[0].Name}";

    private static Comparison Compare(
        UneXt50Model other, SampleStatistics load, IReadOnlyList<TimedRun> first, IReadOnlyList<TimedRun> own)
    {
        PairedRatio Ratio(Func<TimedRun, TimeSpan> time) => PairedRatio.Estimate(
            [.. first.Select(run => time(run).TotalMilliseconds)],
            [.. own.Select(run => time(run).TotalMilliseconds)]);
        return new Comparison(
            BenchmarkedModel.Describe(other), load, StageFigures.Summarize(own), Ratio(run => run.Times.Total),
            Ratio(run => run.Times.Inference));
    }
}

/// <summary>Where a measurement is.</summary>
/// <param name="Step">What is being measured, for people.</param>
/// <param name="Fraction">0..1 of that step.</param>
public readonly record struct BenchmarkProgress(string Step, double Fraction);
