using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using UneXt50.Onnx;

namespace UneXt50.Toolchain.Onnx;

/// <summary>What onnxruntime makes of a graph before it runs it.</summary>
internal static class RuntimeOptimization
{
    /// <summary>
    /// The same function in fewer operators, all of the ONNX standard: constants folded, batch norms in convolutions,
    /// what does nothing left out.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="path">Where it came from, for the message.</param>
    /// <exception cref="UneXt50Exception">
    /// onnxruntime refuses it (Model), or the folder for temporary files cannot be written (Output).
    /// </exception>
    public static ModelProto Standard(ModelProto model, string path)
    {
        try
        {
            return Optimize(model, GraphOptimizationLevel.ORT_ENABLE_BASIC);
        }
        catch (OnnxRuntimeException refusal)
        {
            throw Scarcity.Of(path, refusal) ?? RuntimeRefusal.From(model, path, refusal);
        }
    }

    /// <summary>How many nodes of each kind are left once onnxruntime has fused what it can.</summary>
    /// <exception cref="UneXt50Exception">The folder for temporary files cannot be written (Output).</exception>
    public static IReadOnlyDictionary<string, int> FusedOperators(ModelProto model) =>
        Optimize(model, GraphOptimizationLevel.ORT_ENABLE_ALL).Graph.Node.CountBy(node => node.OpType)
            .OrderBy(count => count.Key, StringComparer.Ordinal).ToDictionary();

    private static ModelProto Optimize(ModelProto model, GraphOptimizationLevel level)
    {
        // Only by way of a file does onnxruntime tell what it made of a graph.
        using var folder = new ScratchFolder();
        var path = folder["model.onnx"];
        using var options = NativeRuntime.NewSessionOptions(threads: 1);
        options.GraphOptimizationLevel = level;
        options.OptimizedModelFilePath = path;
        new InferenceSession(model.ToByteArray(), options).Dispose();
        try
        {
            return OnnxFile.Read(path);
        }
        catch (UneXt50Exception failure) when (failure.Kind == ErrorKind.Model)
        {
            throw new UneXt50Exception(
                ErrorKind.Output, path, $"the temporary file is not what was written ({failure.Problem})",
                "set TMPDIR to a folder with room", failure);
        }
    }
}
