using UneXt50.Heads;
using UneXt50.Results;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// A classifier of one's own on the features of a backbone: learned from photos with their classes in seconds, and
/// saved as a small ONNX file that <see cref="HeadModel"/> and any other ONNX tool can run.
/// </summary>
public sealed class LinearHead : IDisposable
{
    private const int ListedDuplicates = 10;

    private readonly byte[] _file;
    private readonly HeadModel _model;

    private LinearHead(byte[] file)
    {
        _file = file;
        _model = HeadModel.FromBytes("head", file);
    }

    /// <summary>Labels, backbone, report.</summary>
    public HeadCard Card => _model.Card!;

    /// <summary>Learns a head. The same photos and options give the same bytes.</summary>
    /// <param name="set">The photos.</param>
    /// <param name="options">The method and the folds.</param>
    /// <param name="skipped">Photos that could not be used, for the report.</param>
    /// <param name="cancellation">Stops within a second or two; nothing has changed then.</param>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static LinearHead Train(
        TrainingSet set, TrainingOptions? options = null, IReadOnlyList<SkippedPhoto>? skipped = null,
        CancellationToken cancellation = default)
    {
        options ??= new TrainingOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Folds, 2);
        ITrainingMethod method = options.Method switch
        {
            HeadMethod.Logistic => new LogisticMethod(set),
            HeadMethod.Centroid => new CentroidMethod(set),
            _ => new KnnMethod(set),
        };
        var validation = CrossValidation.Run(set, method, options.Folds, cancellation);
        var chosen = validation is null ? null : method.Choose(validation.Results);
        var setting = chosen?.Setting ?? method.DefaultSetting;
        cancellation.ThrowIfCancellationRequested();
        var scoring = method.Fit(setting, cancellation);
        cancellation.ThrowIfCancellationRequested();

        var card = new HeadCard
        {
            Labels = set.Labels,
            BackboneSha256 = set.BackboneSha256,
            Date = options.Date,
            Tool = $"unext50 {typeof(LinearHead).Assembly.GetName().Version?.ToString(3)}",
            Report = Report(set, options, method, chosen, validation, skipped ?? [], cancellation),
            Unknown = validation is null ? null : UnknownCalibration.From(validation.Distances),
        };
        return new LinearHead(HeadGraph.Build(scoring, new UnknownScore(set).Means(), card));
    }

    /// <summary>The head's answer for a feature vector.</summary>
    /// <param name="features">From the backbone it was trained on.</param>
    public HeadAnswer Classify(ReadOnlySpan<float> features) => _model.Classify(features);

    /// <summary>Writes the head as an ONNX file, whole or not at all.</summary>
    /// <exception cref="UneXt50Exception">The file cannot be written.</exception>
    public void Save(string path)
    {
        using var output = OutputFile.Create(path);
        Save(output);
        output.Complete();
    }

    /// <summary>Writes the head into an output that is the caller's to complete.</summary>
    internal void Save(OutputFile output) => output.Write(_file);

    /// <inheritdoc/>
    public void Dispose() => _model.Dispose();

    private static HeadReport Report(
        TrainingSet set, TrainingOptions options, ITrainingMethod method, HeldOutResult? chosen,
        CrossValidation? validation, IReadOnlyList<SkippedPhoto> skipped, CancellationToken cancellation)
    {
        var sizes = set.Classes.CountBy(k => k).ToDictionary();
        var report = new HeadReport
        {
            Method = options.Method.Word(),
            SettingName = method.SettingName,
            Setting = chosen?.Setting ?? method.DefaultSetting,
            Photos = set.Photos.Count,
            PhotosPerClass = [.. set.Labels.Select((_, k) => sizes[k])],
            Folds = 0,
            FewPhotos = [.. set.Labels.Where((_, k) => sizes[k] < HeadReport.EnoughPhotos)],
            Skipped = skipped,
        };
        if (validation is null || chosen is null) return report;

        var (count, mostAlike) = NearDuplicates.Find(set.Photos, validation.Folds, ListedDuplicates, cancellation);
        return report with
        {
            Folds = 1 + validation.Folds.Max(),
            CrossValidation = Assessment.Measure(set.Labels, set.Photos.Select((photo, i) =>
                (photo.Name, set.Classes[i], chosen.Predicted[i], chosen.Probability[i]))),
            Tried = [.. validation.Results.Select(result => new SettingTried(
                result.Setting, Math.Round(result.LogLoss, 6), ShareRight(set.Classes, result.Predicted)))],
            NearDuplicateCount = count,
            NearDuplicates = mostAlike,
        };
    }

    private static double ShareRight(int[] classes, int[] predicted) =>
        new Proportion(classes.Zip(predicted).Count(pair => pair.First == pair.Second), classes.Length).Share;
}
