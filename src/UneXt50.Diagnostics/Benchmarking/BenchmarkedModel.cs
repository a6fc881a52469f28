namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>Which model was measured.</summary>
/// <param name="File">The file.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its SHA-256, lower-case hex.</param>
/// <param name="Architecture">The network's name in the field.</param>
/// <param name="Precision">"float32" or "int8".</param>
/// <param name="InputSize">Side of the picture it takes, in pixels.</param>
/// <param name="Engine">What computed it: "native (AVX2)", "onnxruntime 1.31.1".</param>
public sealed record BenchmarkedModel(
    string File, long Bytes, string Sha256, string Architecture, string Precision, int InputSize, string Engine)
{
    internal static BenchmarkedModel Of(UneXt50Model model) => new(
        model.Path, new FileInfo(model.Path).Length, model.Sha256, model.Card.Architecture, model.Card.Precision,
        model.Card.Preprocess.InputSize, model.EngineDescription);
}
