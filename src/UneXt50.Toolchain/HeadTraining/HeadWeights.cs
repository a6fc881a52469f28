using Onnx;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>A linear head: probabilities = softmax(x W^T + b).</summary>
/// <param name="OnUnitVectors">Whether x is the feature vector divided by its length, or as it comes.</param>
/// <param name="Weights">W, a row for each class.</param>
/// <param name="Bias">b, a value for each class.</param>
internal sealed record HeadWeights(bool OnUnitVectors, float[][] Weights, float[] Bias) : IHeadScoring
{
    /// <inheritdoc/>
    public void AddTo(GraphProto graph)
    {
        graph.Initializer.Add(
            HeadGraph.Constant("weights", [.. Weights.SelectMany(row => row)], Weights.Length, Weights[0].Length));
        graph.Initializer.Add(HeadGraph.Constant("bias", Bias, Bias.Length));
        var input = OnUnitVectors ? "direction" : "features";
        graph.Node.Add(HeadGraph.Node("Gemm", "logits", input, "weights", "bias").With("transB", 1));
        graph.Node.Add(HeadGraph.Node("Softmax", "probabilities", "logits").With("axis", 1));
    }
}
