using UneXt50.Toolchain.Graph;

namespace UneXt50.Toolchain;

/// <summary>What an import wrote.</summary>
/// <param name="Card">The metadata of the model.</param>
/// <param name="KeyLayout">Whose names the tensors had: "torchvision", "fast.ai".</param>
/// <param name="Prefix">What stood before all of their names: "state_dict.module"; empty for nothing.</param>
/// <param name="LeftOut">Where the tensors lie that the checkpoint has and the model does not: "optimizer".</param>
/// <param name="FeatureWidth">Width of the feature vector.</param>
/// <param name="Parameters">Learned numbers of the checkpoint: convolutions, batch norms and classifier.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record ImportSummary(
    ModelCard Card, string KeyLayout, string Prefix, IReadOnlyList<string> LeftOut, int FeatureWidth, long Parameters,
    long Bytes)
{
    /// <summary>Learned numbers of the model, as <see cref="Inspection.ModelInspection.Parameters"/> has them.</summary>
    public long ModelParameters { get; init; }

    /// <summary>Where the class names are from; null for a backbone alone.</summary>
    public string? LabelsPath { get; init; }

    /// <summary>Whether the two classes were made of the sigmoid of a single logit.</summary>
    public bool HasOneLogit { get; init; }

    /// <summary>What rounding the weights to float16 did; null where they stayed float32.</summary>
    public HalfPrecisionRounding? Rounding { get; init; }

    /// <summary>What its user should know of how the labels were understood; often nothing.</summary>
    public IReadOnlyList<string> Warnings { get; init; } = [];
}
