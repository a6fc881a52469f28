namespace UneXt50.Toolchain.Inspection;

/// <summary>What one layer with weights holds and computes.</summary>
/// <param name="Name">The layer's name, or that of its output.</param>
/// <param name="Operator">Its ONNX operator: "Conv", "Gemm".</param>
/// <param name="Precision">How its weights are stored: "float32", "int8".</param>
/// <param name="WeightShape">Extents of its weight, outermost first.</param>
/// <param name="Parameters">Learned numbers: weight and bias, without the zeros of merged groups.</param>
/// <param name="MultiplyAdds">Multiplications with a following addition for one photo.</param>
public sealed record LayerFacts(
    string Name, string Operator, string Precision, IReadOnlyList<long> WeightShape, long Parameters,
    long MultiplyAdds);
