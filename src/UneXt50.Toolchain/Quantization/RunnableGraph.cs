using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using UneXt50.Inference;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// A model held in memory, run photo by photo on the calling thread. Runs may overlap, and because each uses one thread
/// its sums are taken in the same order whatever the number of cores: results do not depend on it.
/// </summary>
internal sealed class RunnableGraph : IDisposable
{
    private readonly string _name;
    private readonly InferenceSession _session;
    private readonly long[] _shape;
    private readonly string[] _input;

    /// <summary>Loads a model.</summary>
    /// <exception cref="UneXt50Exception">onnxruntime refuses the model (Model).</exception>
    public RunnableGraph(ModelProto model, string name, int inputSize)
    {
        using var options = NativeRuntime.NewSessionOptions(threads: 1);
        _name = name;
        try
        {
            _session = new InferenceSession(model.ToByteArray(), options);
        }
        catch (OnnxRuntimeException refusal)
        {
            throw Scarcity.Of(name, refusal)
                ?? Refused(name, $"onnxruntime cannot load it ({refusal.Message.Trim()})", refusal);
        }

        _shape = [1, 3, inputSize, inputSize];
        _input = [model.Graph.Input[0].Name];
        Outputs = NetworkOutputs.NamesOf(model);
    }

    /// <summary>Its features and, if it has a head, logits.</summary>
    public IReadOnlyList<string> Outputs { get; }

    /// <summary>Runs one photo and hands over the named outputs, in that order, while they are alive.</summary>
    public void Run(Memory<float> planes, IReadOnlyCollection<string> outputs, Action<IReadOnlyList<OrtValue>> use)
    {
        using var options = new RunOptions();
        using var image = OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, planes, _shape);
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
            throw Scarcity.Of(_name, failure)
                ?? Refused(_name, $"it failed while running ({failure.Message.Trim()})", failure);
        }
    }

    private static UneXt50Exception Refused(string name, string problem, Exception inner) =>
        new(ErrorKind.Model, name, problem, "make the model again with 'unext50 model import'", inner);
}
