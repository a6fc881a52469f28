using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Inference.Native;

/// <summary>
/// A network ready to run: its plan, and all weights as the processor's kernel takes them. Read only.
/// </summary>
internal sealed unsafe class NativeNetwork : IDisposable
{
    private readonly Dictionary<ConvolutionPlan, PackedConvolution> _convolutions = [];
    private readonly NativeBlock _memory;

    private NativeNetwork(NetworkPlan plan, ProductKernel kernel, MappedFile file, Arena.Keeping keeping)
    {
        (Plan, Kernel, Keeping) = (plan, kernel, keeping);
        // A tile may read some rows past the end of what it is given, and throws the sums away.
        var widest = plan.Activations.Max(activation => activation.Channels);
        ArenaBytes = Arena.Place(plan, ProductKernel.Slack + (kernel.Rows * widest), keeping);
        _memory = new NativeBlock(BytesOf(plan, kernel));
        foreach (var layer in plan.Layers)
        {
            if (layer is not ConvolutionPlan convolution) continue;
            fixed (byte* bytes = file.Bytes)
            {
                var weights = (sbyte*)bytes + convolution.Weights.Start;
                _convolutions.Add(convolution, new PackedConvolution(convolution, kernel, weights, _memory));
            }

            file.Release(convolution.Weights.Start, convolution.Weights.Length);
        }

        if (plan.Classifier is not { } classifier) return;
        Weights = Copy(classifier.Weights, file);
        Bias = Copy(classifier.Bias, file);
    }

    public NetworkPlan Plan { get; }

    public ProductKernel Kernel { get; }

    /// <summary>How long a run keeps its activations; only more than one thread needs more than the least.</summary>
    public Arena.Keeping Keeping { get; }

    /// <summary>What a run needs for its activations.</summary>
    public int ArenaBytes { get; }

    /// <summary>Of the classifier.</summary>
    public float* Weights { get; }

    /// <summary>Of the classifier.</summary>
    public float* Bias { get; }

    /// <summary>Makes a network of a model file.</summary>
    /// <param name="graph">What the file says.</param>
    /// <param name="file">The file.</param>
    /// <param name="inputSize">By its card.</param>
    /// <param name="kernel">For this processor.</param>
    /// <param name="keeping">How long its runs keep activations.</param>
    /// <exception cref="UnsupportedGraph">It is not of the family.</exception>
    public static NativeNetwork Create(
        OnnxGraph graph, MappedFile file, int inputSize, ProductKernel kernel, Arena.Keeping keeping) =>
        new(PlanReader.Read(graph, file, inputSize), kernel, file, keeping);

    public PackedConvolution this[ConvolutionPlan plan] => _convolutions[plan];

    public void Dispose() => _memory.Dispose();

    private static long BytesOf(NetworkPlan plan, ProductKernel kernel)
    {
        var bytes = 0L;
        foreach (var layer in plan.Layers)
        {
            if (layer is ConvolutionPlan convolution)
                bytes += PackedWeights.BytesOf(new ConvolutionTiles(convolution, kernel), kernel);
        }

        return plan.Classifier is { } classifier
            ? bytes + NativeBlock.Rounded(classifier.Weights.Length) + NativeBlock.Rounded(classifier.Bias.Length)
            : bytes;
    }

    private float* Copy(OnnxGraph.Tensor tensor, MappedFile file)
    {
        var copy = _memory.Take(tensor.Length);
        file.Bytes.Slice(tensor.Start, tensor.Length).CopyTo(new Span<byte>(copy, tensor.Length));
        return (float*)copy;
    }
}
