using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Verification;

/// <summary>A model file that was read.</summary>
internal sealed record InspectedModel(string Path, ModelProto Model, ModelCard Card)
{
    /// <exception cref="UneXt50Exception">It is missing, damaged, or has no card (Model).</exception>
    public static InspectedModel Read(string path)
    {
        var model = OnnxFile.Read(path);
        return new InspectedModel(path, model, model.Card(path));
    }

    /// <summary>The network, with some inner tensors among its outputs.</summary>
    /// <exception cref="UneXt50Exception">onnxruntime refuses it (Model).</exception>
    public RunnableGraph Runnable(CancellationToken cancellation, params IReadOnlyList<string> observed) => new(
        observed.Count == 0 ? Model : Model.WithOutputs(observed), Path, Card.Preprocess.InputSize, cancellation);
}
