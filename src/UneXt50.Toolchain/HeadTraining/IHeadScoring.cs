using Onnx;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>How a head gets from features to probabilities: a piece of its graph.</summary>
internal interface IHeadScoring
{
    /// <summary>
    /// Adds what makes <c>probabilities</c> [N, K] of <c>features</c> [N, D], or of <c>direction</c>, those divided by
    /// their lengths.
    /// </summary>
    void AddTo(GraphProto graph);
}
