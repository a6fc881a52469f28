using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;
using Onnx;
using UneXt50.Onnx;

namespace UneXt50.Toolchain.Onnx;

/// <summary>
/// Which tensors of a network hold floats, as onnxruntime infers it: shapes are computed in int64, masks in bool.
/// </summary>
internal static class FloatTensors
{
    /// <summary>Names of those that the graph's nodes put out, and of its input.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Where it came from, for the message.</param>
    /// <param name="halves">Whether float16 counts too, beside float32.</param>
    /// <exception cref="UneXt50Exception">onnxruntime refuses the model (Model).</exception>
    public static IReadOnlySet<string> Infer(ModelProto model, string path, bool halves = false)
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
                .Where(value => value.Value.IsTensor && (value.Value.ElementDataType == TensorElementType.Float
                    || halves && value.Value.ElementDataType == TensorElementType.Float16))
                .Select(value => value.Key).ToHashSet();
        }
        catch (OnnxRuntimeException refusal)
        {
            throw RuntimeRefusal.From(model, path, refusal);
        }
    }
}
