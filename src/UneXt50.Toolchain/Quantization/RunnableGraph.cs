using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using UneXt50.Inference;
using UneXt50.Toolchain.Onnx;

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
            throw Refused(name, $"onnxruntime cannot load it ({refusal.Message.Trim()})", refusal);
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

    /// <summary>How many nodes of each kind are left once onnxruntime has fused what it can.</summary>
    /// <exception cref="UneXt50Exception">The folder for temporary files cannot be written (Output).</exception>
    public static IReadOnlyDictionary<string, int> FusedOperators(ModelProto model)
    {
        // Only by way of a file does onnxruntime tell what it made of a graph.
        var path = Path.Combine(Path.GetTempPath(), $"unext50-{Guid.NewGuid():N}.onnx");
        try
        {
            using var options = NativeRuntime.NewSessionOptions(threads: 1);
            options.OptimizedModelFilePath = path;
            new InferenceSession(model.ToByteArray(), options).Dispose();
            return OnnxFile.Read(path).Graph.Node.CountBy(node => node.OpType)
                .OrderBy(count => count.Key, StringComparer.Ordinal).ToDictionary();
        }
        catch (Exception failure) when (failure is OnnxRuntimeException or UneXt50Exception)
        {
            throw new UneXt50Exception(
                ErrorKind.Output, path, $"onnxruntime cannot write its temporary file ({failure.Message.Trim()})",
                "set TMPDIR to a folder with room", failure);
        }
        finally
        {
            File.Delete(path);
        }
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
            throw Refused(_name, $"it failed while running ({failure.Message.Trim()})", failure);
        }
    }

    private static UneXt50Exception Refused(string name, string problem, Exception inner) =>
        new(ErrorKind.Model, name, problem, "make the model again with 'unext50 model import'", inner);
}
