namespace UneXt50.Toolchain.Graph;

/// <summary>Convolutions in a row, whose output is added to the block's input.</summary>
/// <param name="Name">Its name in the state dict: "layer1.0".</param>
/// <param name="Convolutions">Two (basic) or three (bottleneck), each but the last followed by a ReLU.</param>
/// <param name="Shortcut">The projection of the input where its shape is not the output's.</param>
/// <param name="ShortcutPool">
/// Side and step of the average pool before the projection (ResNet-D, arXiv:1812.01187); 1 for none.
/// </param>
internal sealed record ResidualBlock(
    string Name, IReadOnlyList<ConvolutionLayer> Convolutions, ConvolutionLayer? Shortcut, int ShortcutPool = 1)
{
    public int OutputChannels => Convolutions[^1].OutputChannels;
}
