using BenchmarkDotNet.Attributes;
using UneXt50.Results;
using UneXt50.Statistics;
using UneXt50.Writers;

namespace UneXt50.Benchmarks;

/// <summary>A thousand feature vectors of 2,048 values, and the classes of a thousand photos, into a file.</summary>
public class WriterBenchmarks : IDisposable
{
    private const int Photos = 1000;
    private const int Width = 2048;

    private readonly string _folder = Directory.CreateTempSubdirectory("unext50-benchmark-").FullName;
    private readonly ModelCard _card;
    private readonly Outcome _outcome;
    private readonly RunSummary _summary = new LatencyRecorder().Summarize(TimeSpan.Zero);

    public WriterBenchmarks()
    {
        var random = new Random(1);
        string[] labels = [.. Enumerable.Range(0, 33).Select(i => $"class {i}")];
        float[] features = [.. Enumerable.Range(0, Width).Select(_ => random.NextSingle())];
        float[] logits = [.. labels.Select(_ => 10 * random.NextSingle())];
        _card = new ModelCard
        {
            Labels = labels,
            Preprocess = Benchmarks.Photos.Rule,
            Architecture = "resnext50_32x4d",
            Precision = "int8",
        };
        _outcome = new Outcome("photos/leaf 0001.jpg", new Prediction(features, logits, labels, default), null);
    }

    [Benchmark]
    public void FeaturesNpy() => Features(FeatureFormat.Npy);

    [Benchmark]
    public void FeaturesCsv() => Features(FeatureFormat.Csv);

    [Benchmark]
    public void FeaturesJsonLines() => Features(FeatureFormat.JsonLines);

    [Benchmark]
    public void ClassesCsv() => Classes(ClassificationFormat.Csv);

    [Benchmark]
    public void ClassesJsonLines() => Classes(ClassificationFormat.JsonLines);

    [GlobalCleanup]
    public void Dispose()
    {
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
        GC.SuppressFinalize(this);
    }

    private string Output => Path.Join(_folder, "out.npy");

    private void Features(FeatureFormat format) => Write(FeatureWriter.Create(Output, format, Width));

    private void Classes(ClassificationFormat format) => Write(ClassificationWriter.Create(
        Output, format, new ClassificationOptions(5, 0), "model.onnx", _card));

    private void Write(IResultWriter writer)
    {
        using (writer)
        {
            for (var i = 0; i < Photos; i++) writer.Write(_outcome);
            writer.Complete(_summary);
        }
    }
}
