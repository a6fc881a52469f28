using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Known;

namespace UneXt50.Toolchain.Quantization;

/// <summary>What a quantization did.</summary>
public sealed record QuantizationReport
{
    /// <summary>Everything that was tried, in a fixed order.</summary>
    public required IReadOnlyList<QuantizationCandidate> Candidates { get; init; }

    /// <summary>The one that was written.</summary>
    public required QuantizationCandidate Chosen { get; init; }

    /// <summary>What the model is for.</summary>
    public required QuantizationTarget Target { get; init; }

    /// <summary>Layers with weights that compute on integers.</summary>
    public required int IntegerLayers { get; init; }

    /// <summary>Layers with weights that stayed float, for whatever reason, in the graph's order.</summary>
    public required IReadOnlyList<string> FloatLayers { get; init; }

    /// <summary>The layers that stayed float because they were told to or for the budget.</summary>
    public required IReadOnlyList<string> KeptFloat { get; init; }

    /// <summary>By how many bytes the file is larger for them.</summary>
    public required long KeptFloatBytes { get; init; }

    /// <summary>Its fidelity on the photos kept apart; null if none were given.</summary>
    public required FidelityReport? Evaluation { get; init; }

    /// <summary>What was learned of the photos that the int8 model knows; stored where they are enough.</summary>
    public required KnownReport Known { get; init; }

    /// <summary>What was wrong with calibration photos that were left out.</summary>
    public required IReadOnlyList<UneXt50Exception> Skipped { get; init; }

    /// <summary>How many nodes of each kind onnxruntime runs, once it has fused the model's.</summary>
    public required IReadOnlyDictionary<string, int> FusedOperators { get; init; }

    /// <summary>Those of them that compute in float.</summary>
    public IReadOnlyDictionary<string, int> FloatOperators => FusedOperators
        .Where(count => !OtherOperators.Contains(count.Key)
            && !count.Key.StartsWith("QLinear", StringComparison.Ordinal)).ToDictionary();

    /// <summary>What computes on integers, what moves values without computing, and what computes shapes.</summary>
    private static readonly string[] OtherOperators =
    [
        "QGemm", "MatMulIntegerToFloat", "QuantizeLinear", "DequantizeLinear", "MaxPool", "NhwcMaxPool",
        "Flatten", "Reshape", "Transpose", "Identity", "Squeeze", "Unsqueeze", "Concat", "Split", "Slice", "Gather",
        "GatherND", "ScatterND", "Expand", "Tile", "Pad", "Cast", "Where", "Equal", "Not", "And",
        "Shape", "ConstantOfShape", "Range", "Mod",
    ];

    /// <summary>Size of the written file in bytes.</summary>
    public required long FileBytes { get; init; }
}

/// <summary>One way of choosing ranges that was tried.</summary>
/// <param name="Activations">How activation ranges were chosen: "min-max", "percentile 99.99" and the like.</param>
/// <param name="Weights">How weight ranges were chosen: "min-max" or "mean squared error".</param>
/// <param name="Fidelity">Fidelity on the calibration photos, by which the choice is made.</param>
public sealed record QuantizationCandidate(string Activations, string Weights, FidelityReport Fidelity);
