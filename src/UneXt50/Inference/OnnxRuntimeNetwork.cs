using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using UneXt50.Known;
using UneXt50.Onnx;

namespace UneXt50.Inference;

/// <summary>
/// The network: one onnxruntime session whose single run gives both outputs, <c>features</c> [N, D] and, if the model
/// has a head, <c>logits</c> [N, K].
/// </summary>
internal sealed class OnnxRuntimeNetwork : INetwork
{
    private const string MakeAnother = $"make a model of it with {Setting.DescribeModel}";

    /// <param name="path">The file.</param>
    /// <param name="session">On that file; the network's from now on.</param>
    /// <param name="providers">What it was opened on; empty for the CPU.</param>
    /// <exception cref="UneXt50Exception">It is no network of this shape (Model).</exception>
    public OnnxRuntimeNetwork(string path, InferenceSession session, IReadOnlyList<ExecutionProvider> providers)
    {
        Path = path;
        Session = session;
        EngineDescription = $"onnxruntime {NativeRuntime.Version}"
            + (providers.Count > 0 ? $" on {string.Join(", ", providers.Select(provider => provider.Name))}" : "");
        Card = ReadCard(path, session);
        Known = KnownEntries.Read(path, session.ModelMetadata.CustomMetadataMap);
        InputName = InputOf(path, session, Card.Preprocess.InputSize);
        FeatureWidth = WidthOf(path, session, "features");
        ClassCount = session.OutputMetadata.ContainsKey("logits") ? WidthOf(path, session, "logits") : 0;
        if (ClassCount == 1)
        {
            // Softmax of one value is 1, whatever the photo.
            throw Refused(path, "it has a single logit, which this version keeps as two classes",
                $"make it again with {Setting.ImportModel} or {Setting.DescribeModel}");
        }

        if (Card.Labels.Count != 0 && Card.Labels.Count != ClassCount)
        {
            throw Refused(path, $"it names {Card.Labels.Count} labels for {ClassCount} classes", MakeAnother);
        }
    }

    /// <summary>The file it was loaded from.</summary>
    public string Path { get; }

    public ModelCard Card { get; }

    public KnownPhotos? Known { get; }

    public string InputName { get; }

    /// <summary>Values in a feature vector.</summary>
    public int FeatureWidth { get; }

    /// <summary>Classes of the head; 0 for a backbone alone.</summary>
    public int ClassCount { get; }

    public InferenceEngine Engine => InferenceEngine.OnnxRuntime;

    public string EngineDescription { get; }

    /// <summary>What each provider runs of it, once that is known.</summary>
    public IReadOnlyList<ProviderNodes> Nodes { get; set; } = [];

    public InferenceSession Session { get; }

    /// <exception cref="UneXt50Exception">The file is missing, damaged, or not a network of this shape.</exception>
    public static OnnxRuntimeNetwork Open(string path, ModelOptions options)
    {
        InferenceSession? session = null;
        try
        {
            if (options.Providers.Count > 0) return ProviderSession.Open(path, options);
            session = NetworkLoading.Open(path, options);
            return new OnnxRuntimeNetwork(path, session, []);
        }
        catch (OnnxRuntimeException e)
        {
            session?.Dispose();
            throw Scarcity.Of(path, e) ?? Unloadable(path, e);
        }
        catch
        {
            session?.Dispose();
            throw;
        }
    }

    /// <summary>
    /// Buffers for runs of up to <paramref name="capacity"/> photos. The threads are the session's, whoever runs it.
    /// </summary>
    public INetworkBatch NewBatch(int capacity, int threads = 0) => new OnnxRuntimeBatch(this, capacity);

    public void Dispose() => Session.Dispose();

    private static ModelCard ReadCard(string path, InferenceSession session)
    {
        try
        {
            return ModelCard.FromMetadata(session.ModelMetadata.CustomMetadataMap);
        }
        catch (FormatException e)
        {
            throw Refused(path, $"it does not say how it wants to be fed ({e.Message})", MakeAnother, e);
        }
    }

    private static string InputOf(string path, InferenceSession session, int size)
    {
        var inputs = session.InputMetadata;
        if (inputs.Count != 1) throw Refused(path, $"it has {inputs.Count} inputs instead of one", MakeAnother);
        var (name, node) = inputs.First();
        int[] wanted = [3, size, size];
        if (node.ElementDataType != TensorElementType.Float || node.Dimensions.Length != 4
            || node.Dimensions.Skip(1).Zip(wanted).Any(pair => pair.First >= 0 && pair.First != pair.Second))
        {
            throw Refused(path,
                $"its input is {node.ElementDataType} [{string.Join(", ", node.Dimensions)}], "
                + $"not Float [N, 3, {size}, {size}] as its metadata says", MakeAnother);
        }

        return name;
    }

    private static int WidthOf(string path, InferenceSession session, string output)
    {
        if (!session.OutputMetadata.TryGetValue(output, out var node))
        {
            throw Refused(path, $"it has no output called {output}", MakeAnother);
        }

        return node.ElementDataType == TensorElementType.Float && node.Dimensions is [_, > 0 and <= 1 << 20]
            ? node.Dimensions[1]
            : throw Refused(path,
                $"its output {output} is {node.ElementDataType} [{string.Join(", ", node.Dimensions)}], "
                + "not Float [N, width]", MakeAnother);
    }

    private static UneXt50Exception Unloadable(string path, OnnxRuntimeException failure)
    {
        var (problem, remedy) = InputFile.Read(path, ErrorKind.Model, ModelFormat.Refusal)
            ?? ($"onnxruntime cannot load it ({FirstLine(failure.Message)})", "copy or download it again");
        return Refused(path, problem, remedy, failure);
    }

    private static string FirstLine(string text) => text.AsSpan().Trim().ToString().Split('\n')[0];

    private static UneXt50Exception Refused(string path, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Model, path, problem, remedy, inner);
}
