using System.Text.Json;
using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using UneXt50.Labels;
using UneXt50.Onnx;
using UneXt50.Results;

namespace UneXt50.Heads;

/// <summary>
/// A model behind the features: a head trained here, or any ONNX model whose one input is float32 [N, D]. Safe to
/// call from several threads.
/// </summary>
public sealed class HeadModel : IDisposable
{
    private const long LargestModel = 1L << 30;
    private const string Distance = "distance";

    private readonly InferenceSession _session;
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly float? _unknownThreshold;
    private readonly int _scoresIndex;

    private readonly bool _isSingle;
    private readonly bool _isLogit;

    private HeadModel(string path, InferenceSession session, byte[] file, HeadModelOptions options)
    {
        (Path, _session) = (path, session);
        Name = HeadFile.NameOf(path);
        (_inputNames, FeatureWidth) = HeadSignature.InputOf(path, session);
        _outputNames = [.. session.OutputMetadata.Keys];
        Card = ReadCard(path, session);
        var labels = LabelsOf(session, options);
        (_scoresIndex, _isSingle) = labels.Names.Count == 0
            ? (-1, false) : HeadSignature.ScoresOf(path, session, labels.Names.Count);
        if (_isSingle)
        {
            labels = labels.ForOneLogit();
            _isLogit = SingleScore.IsLogit(path, file, _outputNames[_scoresIndex]);
        }

        (Labels, Warnings) = (labels.Names, labels.Warnings);
        _unknownThreshold = ThresholdOf(options);
    }

    /// <summary>The answer for a photo unlike those a head was trained on.</summary>
    public const string Unknown = ClassNames.Unknown;

    /// <summary>The file it was loaded from.</summary>
    public string Path { get; }

    /// <summary>The file's name without folder and extensions: what results call it.</summary>
    public string Name { get; }

    /// <summary>What the file says of itself, when it was trained here; otherwise null.</summary>
    public HeadCard? Card { get; }

    /// <summary>
    /// Names of its classes; empty when it has none. One that gives a single score has two classes: what the score is
    /// not for, and what it is for.
    /// </summary>
    public IReadOnlyList<string> Labels { get; }

    /// <summary>What its user should know of how the labels were understood; often nothing.</summary>
    public IReadOnlyList<string> Warnings { get; }

    /// <summary>Values of its input; 0 when it takes any number.</summary>
    public int FeatureWidth { get; }

    /// <summary>Names of its outputs.</summary>
    public IReadOnlyList<string> OutputNames => _outputNames;

    /// <summary>Whether it may answer "unknown".</summary>
    public bool TellsUnknown => _unknownThreshold is not null;

    /// <summary>Loads a model file.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="options">Labels, and whether to answer "unknown".</param>
    /// <exception cref="UneXt50Exception">
    /// It is missing, damaged, or its input is not features (Model); the labels cannot be read, or "unknown" is asked
    /// of a model that cannot tell (Usage).
    /// </exception>
    public static HeadModel Load(string path, HeadModelOptions? options = null)
    {
        var bytes = InputFile.Read(path, ErrorKind.Model, stream =>
        {
            if (stream.Length is 0 or > LargestModel)
            {
                throw Refused(
                    path, stream.Length == 0 ? "it is empty"
                        : $"it has {ByteSize.Text(stream.Length)}, more than the {ByteSize.Text(LargestModel)} that "
                            + $"are read",
                    "copy it again");
            }

            if (ModelFormat.Refusal(stream) is { } other) throw Refused(path, other.Problem, other.Remedy);
            stream.Position = 0;
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        });
        return FromBytes(path, Gathered(path, bytes), options);
    }

    /// <summary>The model, with weights that lie in other files beside it.</summary>
    private static byte[] Gathered(string path, byte[] bytes)
    {
        try
        {
            return ExternalData.Whole(path, bytes) ?? bytes;
        }
        catch (InvalidProtocolBufferException)
        {
            return bytes; // onnxruntime says what is wrong
        }
    }

    /// <summary>The answer for one feature vector.</summary>
    /// <param name="features"><see cref="FeatureWidth"/> values from the backbone the model belongs to.</param>
    /// <param name="cancellation">Ends the run in the middle.</param>
    /// <exception cref="UneXt50Exception">The model failed.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public HeadAnswer Classify(ReadOnlySpan<float> features, CancellationToken cancellation = default)
    {
        if (FeatureWidth != 0 && features.Length != FeatureWidth)
        {
            throw new ArgumentException(
                $"{features.Length} features for a model that takes {FeatureWidth}", nameof(features));
        }

        using var run = new RunOptions();
        using var stop = cancellation.UnsafeRegister(static options => ((RunOptions)options!).Terminate = true, run);
        try
        {
            using var input = OrtValue.CreateTensorValueFromMemory(features.ToArray(), [1, features.Length]);
            using var results = _session.Run(run, _inputNames, [input], _outputNames);
            return Answer([.. _outputNames.Zip(results, (name, value) => HeadSignature.Read(Path, name, value))]);
        }
        catch (OnnxRuntimeException failure)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Scarcity.Of(Path, failure) ?? Refused(Path, $"it failed while running ({failure.Message.Trim()})",
                "check that it is meant for these features", failure);
        }
    }

    /// <summary>What the file says of itself, as one line of JSON.</summary>
    public string DescribeAsJson() => JsonSerializer.Serialize(
        new HeadDescription(
            1, Path, Sha256Digest.OfFile(Path), FeatureWidth, _outputNames, Labels, Card?.BackboneSha256,
            Card?.Date, Card?.Tool, Card?.Report),
        CoreJson.Default.HeadDescription);

    /// <inheritdoc/>
    public void Dispose() => _session.Dispose();

    internal static HeadModel FromBytes(string path, byte[] file, HeadModelOptions? options = null)
    {
        InferenceSession? session = null;
        try
        {
            using var sessionOptions = NativeRuntime.NewSessionOptions(threads: 1);
            session = new InferenceSession(file, sessionOptions);
            return new HeadModel(path, session, file, options ?? new HeadModelOptions());
        }
        catch (OnnxRuntimeException failure)
        {
            session?.Dispose();
            throw Scarcity.Of(path, failure) ?? Refused(
                path, $"onnxruntime cannot load it ({failure.Message.Trim().Split('\n')[0]})",
                "copy or train it again", failure);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    private HeadAnswer Answer(List<NamedOutput> outputs)
    {
        float? distance = Card is null ? null : outputs.Find(output => output.Name == Distance)!.Values[0];
        return new HeadAnswer(Name, outputs, Labels, Labels.Count == 0 ? [] : Scores(outputs[_scoresIndex]))
        {
            Distance = distance,
            IsUnknown = distance > _unknownThreshold,
        };
    }

    // Numbers as the model gives them, unless it calls them logits: those become probabilities as the backbone's do.
    private float[] Scores(NamedOutput output)
    {
        if (_isSingle && output.Values is [var single]) return Both(single);
        if (output.Values.Length != Labels.Count)
        {
            throw Refused(Path,
                $"its output {output.Name} has {output.Values.Length} values for {Labels.Count} labels",
                HeadSignature.FixLabels);
        }

        if (!output.Name.Contains("logit", StringComparison.OrdinalIgnoreCase)) return output.Values;
        double[] values = [.. output.Values];
        Softmax.Apply(values);
        return [.. values.Select(value => (float)value)];
    }

    /// <summary>The probabilities of both classes of which one has a score.</summary>
    private float[] Both(float score)
    {
        var probability = _isLogit ? 1 / (1 + Math.Exp(-score)) : score;
        return [(float)(1 - probability), (float)probability];
    }

    private LabelList LabelsOf(InferenceSession session, HeadModelOptions options)
    {
        if (options.LabelsPath is { } path) return LabelsFile.Read(path, ErrorKind.Usage);
        if (Card is not null) return new LabelList(Card.Labels, []);
        return new LabelList(session.ModelMetadata.CustomMetadataMap.TryGetValue("labels", out var text)
            ? text.TrimEnd().Split('\n') : [], []);
    }

    private float? ThresholdOf(HeadModelOptions options)
    {
        if (options.UnknownPercent is not { } percent) return null;
        if (percent is not (>= 0 and <= 100))
            throw new ArgumentOutOfRangeException(nameof(options), percent, "0 to 100");
        if (Card is null)
        {
            throw new UneXt50Exception(ErrorKind.Usage, Path,
                "it cannot tell which photos are unlike those it was trained on",
                $"leave {Setting.Unknown} out, or train a head with {Setting.TrainHead}");
        }

        return Card.UnknownThreshold(percent) ?? throw new UneXt50Exception(
            ErrorKind.Usage, Path, "it was trained with one photo a class, too few to recognise the unknown",
            $"leave {Setting.Unknown} out, or add photos with {Setting.AddToHead}");
    }

    private static HeadCard? ReadCard(string path, InferenceSession session)
    {
        try
        {
            return HeadCard.FromMetadata(session.ModelMetadata.CustomMetadataMap);
        }
        catch (FormatException damage)
        {
            throw Refused(path, damage.Message, "copy or train it again", damage);
        }
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Model, path, problem, remedy, inner);
}
