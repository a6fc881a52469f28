using UneXt50.Imaging;
using UneXt50.Results;
using UneXt50.Statistics;
using UneXt50.Writers;

namespace UneXt50.Tests.Writers;

/// <summary>Outcomes and summaries with figures that can be checked by hand.</summary>
internal static class Sample
{
    public static readonly string[] Labels = ["apple scab", "grape, black rot", "soy \"healthy\""];

    public static readonly ModelCard Card = new()
    {
        Labels = Labels,
        Preprocess = new PreprocessRule(160, 160, Interpolation.Bilinear, [0.5f, 0.5f, 0.5f], [0.25f, 0.25f, 0.25f]),
        Architecture = "resnext50_32x4d",
        Precision = "int8",
        SourceSha256 = "abc123",
    };

    private static readonly StageTimes Times = new(
        TimeSpan.FromMilliseconds(4), TimeSpan.FromMilliseconds(1.5), TimeSpan.FromMilliseconds(30),
        TimeSpan.FromMilliseconds(0.25));

    /// <summary>Probabilities 2/8, 1/8, 5/8 (as near as float32 logits give them), features 3, 4, 0.</summary>
    public static Outcome Success(string input) => Success(input, [3, 4, 0]);

    public static Outcome Success(string input, float[] features) => new(input, new Prediction(
        features, [MathF.Log(2), MathF.Log(1), MathF.Log(5)], Labels, Times), null);

    public static Outcome Failure(string input) => new(
        input, null, new UneXt50Exception(ErrorKind.Input, input, "is cut short, at 50 %", "copy it again"));

    public static RunSummary Summary(bool interrupted = false) => new()
    {
        Succeeded = 3,
        Failed = 1,
        Interrupted = interrupted,
        WallSeconds = 1.5,
        ModelLoadMilliseconds = 43.21,
        LatencyMilliseconds = new StageLatencies(
            new(3, 4, 4, 5, 5, 5.5), new(3, 1.5, 1.5, 2, 2, 2),
            new(3, 30, 30, 40, 40, 41), null, new(3, 0.25, 0.25, 0.5, 0.5, 0.5), new(3, 35.5, 35, 47, 47, 48)),
        PeakResidentBytes = 128L << 20,
        ManagedHeapBytes = 3L << 20,
    };

    public static IResultWriter Classes(
        string path, ClassificationFormat format, ClassificationOptions options, bool colour = false) =>
        ClassificationWriter.Create(path, format, options, "m.onnx", Card, colour);

    /// <summary>The text of a file as a writer leaves it.</summary>
    public static string Written(Func<string, IResultWriter> open, params Outcome[] outcomes)
    {
        using var folder = new TemporaryFolder();
        using (var writer = open(folder["out"]))
        {
            foreach (var outcome in outcomes) writer.Write(outcome);
            writer.Complete(Summary());
        }

        return System.IO.File.ReadAllText(folder["out"]);
    }
}
