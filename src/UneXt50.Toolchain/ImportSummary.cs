namespace UneXt50.Toolchain;

/// <summary>What an import wrote.</summary>
/// <param name="Card">The metadata of the model.</param>
/// <param name="KeyLayout">Whose names the tensors had: "torchvision", "fast.ai".</param>
/// <param name="Wrapper">The entry of the checkpoint they were in: "state_dict", "model_ema"; empty for none.</param>
/// <param name="LeftOut">What the checkpoint has and the model does not, by the first word of its names.</param>
/// <param name="FeatureWidth">Width of the feature vector.</param>
/// <param name="Parameters">Learned numbers of the network: convolutions, batch norms and classifier.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record ImportSummary(
    ModelCard Card, string KeyLayout, string Wrapper, IReadOnlyList<string> LeftOut, int FeatureWidth, long Parameters,
    long Bytes);
