using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using UneXt50.Inference;

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
            throw new UneXt50Exception(ErrorKind.Model, path,
                $"onnxruntime cannot load it ({refusal.Message.Trim()})", "export the model again", refusal);
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
        var path = Path.Combine(Path.GetTempPath(), $"unext50-{Guid.NewGuid():N}.onnx");
        try
        {
            File.WriteAllBytes(path, []);
            using var options = NativeRuntime.NewSessionOptions(threads: 1);
            options.GraphOptimizationLevel = level;
            options.OptimizedModelFilePath = path;
            new InferenceSession(model.ToByteArray(), options).Dispose();
            return OnnxFile.Read(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or UneXt50Exception)
        {
            throw new UneXt50Exception(
                ErrorKind.Output, path, $"the temporary file cannot be written ({failure.Message.Trim()})",
                "set TMPDIR to a folder with room", failure);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
