namespace UneXt50.Toolchain;

/// <summary>What an import wrote.</summary>
/// <param name="Card">The metadata of the model.</param>
/// <param name="FeatureWidth">Width of the feature vector.</param>
/// <param name="Parameters">Learned numbers of the network: convolutions, batch norms and classifier.</param>
/// <param name="Bytes">Size of the file.</param>
public sealed record ImportSummary(ModelCard Card, int FeatureWidth, long Parameters, long Bytes);
