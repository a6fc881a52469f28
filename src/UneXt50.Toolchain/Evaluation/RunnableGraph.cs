using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Evaluation;

/// <summary>
/// A model held in memory, run photo by photo on the calling thread. Runs may overlap, and because each uses one thread
/// its sums are taken in the same order whatever the number of cores: results do not depend on it.
/// </summary>
internal sealed class RunnableGraph : IDisposable
{
    private readonly string _name;
    private readonly InferenceSession _session;
    private readonly int _size;
    private readonly string[] _input;
    private readonly CancellationToken _cancellation;

    /// <summary>Loads a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="name">What messages call it.</param>
    /// <param name="inputSize">Side of its input in pixels.</param>
    /// <param name="cancellation">Ends a run, also one whose loop would not end.</param>
    /// <exception cref="UneXt50Exception">onnxruntime refuses the model (Model).</exception>
    public RunnableGraph(ModelProto model, string name, int inputSize, CancellationToken cancellation = default)
    {
        using var options = NativeRuntime.NewSessionOptions(threads: 1);
        (_name, _size, _cancellation) = (name, inputSize, cancellation);
        try
        {
            _session = new InferenceSession(model.ToByteArray(), options);
        }
        catch (OnnxRuntimeException refusal)
        {
            throw Scarcity.Of(name, refusal) ?? RuntimeRefusal.From(model, name, refusal);
        }

        _input = [model.Graph.Input[0].Name];
        Outputs = NetworkOutputs.NamesOf(model);
    }

    /// <summary>Its features and, if it has a head, logits.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Runs one photo and hands over the named outputs, in that order, while they are alive.</summary>
    /// <param name="planes">The photo's values, or those of several photos, one behind the other.</param>
    /// <param name="outputs">The outputs' names.</param>
    /// <param name="use">Takes their values.</param>
    /// <exception cref="UneXt50Exception">The run failed (Model).</exception>
    /// <exception cref="OperationCanceledException">It was ended.</exception>
    public void Run(Memory<float> planes, IReadOnlyCollection<string> outputs, Action<IReadOnlyList<OrtValue>> use)
    {
        using var options = new RunOptions();
        using var end = _cancellation.UnsafeRegister(state => ((RunOptions)state!).Terminate = true, options);
        long[] shape = [planes.Length / (3 * _size * _size), 3, _size, _size];
        using var image = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, planes, shape);
        using var values = Run(options, image, outputs);
        use(values);
    }

    public void Dispose() => _session.Dispose();

    private IDisposableReadOnlyCollection<OrtValue> Run(
        RunOptions options, OrtValue image, IReadOnlyCollection<string> outputs)
    {
        try
        {
            return _session.Run(options, _input, [image], outputs);
        }
        catch (OnnxRuntimeException failure)
        {
            _cancellation.ThrowIfCancellationRequested();
            throw Scarcity.Of(_name, failure) ?? new UneXt50Exception(ErrorKind.Model, _name,
                $"it failed while running ({failure.Message.Trim()})",
                "it is damaged, or not made for pictures of this size: export or make the model again", failure);
        }
    }
}
