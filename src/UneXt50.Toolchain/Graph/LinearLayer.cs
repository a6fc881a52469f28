namespace UneXt50.Toolchain.Graph;

/// <summary>A linear layer of a head, and the batch norm in front of it.</summary>
/// <param name="Name">Its name in the state dict: "fc".</param>
/// <param name="Norm">The batch norm's name; null for none.</param>
/// <param name="Inputs">Width of its input.</param>
/// <param name="Outputs">Width of its output.</param>
/// <param name="HasBias">Whether it adds a bias.</param>
internal sealed record LinearLayer(string Name, string? Norm, int Inputs, int Outputs, bool HasBias)
{
    public string WeightName => Name + ".weight";

    public string BiasName => Name + ".bias";
}
