using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Onnx;
using UneXt50.Onnx;

namespace UneXt50.Toolchain.Onnx;

/// <summary>
/// Which tensors of a network hold float32, as onnxruntime infers it: shapes are computed in int64, masks in bool.
/// </summary>
internal static class FloatTensors
{
    /// <summary>Names of those that the graph's nodes put out, and of its input.</summary>
    /// <exception cref="UneXt50Exception">onnxruntime refuses the model (Model).</exception>
    public static IReadOnlySet<string> Infer(ModelProto model, string path)
    {
        var observable = model.WithOutputs(
            model.Graph.Node.SelectMany(node => node.Output).Where(name => name.Length > 0));
        using var options = NativeRuntime.NewSessionOptions(threads: 1);
        options.AddSessionConfigEntry("session.disable_prepacking", "1"); // it is never run
        options.GraphOptimizationLevel = GraphOptimizationLevel.ORT_DISABLE_ALL;
        try
        {
            using var session = new InferenceSession(observable.ToByteArray(), options);
            return session.OutputMetadata.Concat(session.InputMetadata)
                .Where(value => value.Value is { IsTensor: true, ElementDataType: TensorElementType.Float })
                .Select(value => value.Key).ToHashSet();
        }
        catch (OnnxRuntimeException refusal)
        {
            throw RuntimeRefusal.From(model, path, refusal);
        }
    }
}
