using UneXt50.Imaging;
using UneXt50.Inference.Native.Kernels;
using UneXt50.Known;

namespace UneXt50.Inference.Native;

/// <summary>
/// A model on the native engine: int8 networks of the ResNet family in QDQ form, read, packed and run without any other
/// library. Each level of each layer is onnxruntime's, but for what <see cref="ResidualAddition"/> says.
/// </summary>
internal sealed class NativeSession : INetwork
{
    private readonly NativeNetwork _network;
    private readonly int _threads;

    private NativeSession(string path, ModelCard card, KnownPhotos? known, NativeNetwork network, int threads) =>
        (Path, Card, Known, _network, _threads) = (path, card, known, network, threads);

    public string Path { get; }

    public ModelCard Card { get; }

    public KnownPhotos? Known { get; }

    public int FeatureWidth => _network.Plan.FeatureWidth;

    public int ClassCount => _network.Plan.ClassCount;

    public InferenceEngine Engine => InferenceEngine.Native;

    public string EngineDescription => $"native ({_network.Kernel.Name})";

    /// <summary>Opens a model.</summary>
    /// <exception cref="UnsupportedGraph">It is not for this engine.</exception>
    /// <exception cref="FormatException">It is damaged, or says nothing of how it wants to be fed.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read.</exception>
    /// <exception cref="UneXt50Exception">What it has stored of known photos is damaged (Model).</exception>
    public static NativeSession Open(string path, int threads)
    {
        using var file = MappedFile.Open(path);
        var graph = OnnxReader.Read(file.Bytes);
        var card = ModelCard.FromMetadata(graph.Metadata);
        if (card.Precision != "int8") throw new UnsupportedGraph($"it is {card.Precision}, not int8");
        var known = KnownEntries.Read(path, graph.Metadata);
        if (threads <= 0) threads = Environment.ProcessorCount;
        var keeping = threads == 1 ? Arena.Keeping.ForOneThread : Arena.Keeping.ForTeam;
        var network = NativeNetwork.Create(graph, file, card.Preprocess.InputSize, ProductKernel.Best, keeping);
        if (card.Labels.Count == 0 || card.Labels.Count == network.Plan.ClassCount)
            return new NativeSession(path, card, known, network, threads);
        network.Dispose();
        throw new UnsupportedGraph($"it names {card.Labels.Count} labels for {network.Plan.ClassCount} classes");
    }

    public INetworkBatch NewBatch(int capacity, int threads = 0) =>
        new Batch(this, capacity, threads == 0 ? _threads : Math.Min(threads, _threads));

    public void Dispose() => _network.Dispose();

    private sealed class Batch : INetworkBatch
    {
        private readonly NativeRun _run;
        private readonly float[] _features;
        private readonly float[] _logits;

        public Batch(NativeSession session, int capacity, int threads)
        {
            _run = new NativeRun(session._network, threads);
            Input = new InputTensor(capacity, session.Card.Preprocess.InputSize);
            _features = new float[checked(capacity * session.FeatureWidth)];
            _logits = new float[checked(capacity * session.ClassCount)];
        }

        public InputTensor Input { get; }

        public void Run(int count, CancellationToken cancellation)
        {
            for (var i = 0; i < count; i++)
            {
                cancellation.ThrowIfCancellationRequested();
                _run.Run(Input[i], Row(_features, i), Row(_logits, i));
            }
        }

        public ReadOnlySpan<float> Features(int index) => Row(_features, index);

        public ReadOnlySpan<float> Logits(int index) => Row(_logits, index);

        public void Dispose() => _run.Dispose();

        private Span<float> Row(float[] values, int index)
        {
            var width = values.Length / Input.Capacity;
            return values.AsSpan(index * width, width);
        }
    }
}
