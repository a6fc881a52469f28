namespace UneXt50.Toolchain.Graph;

/// <summary>A square convolution without bias, and the batch norm behind it.</summary>
/// <param name="Name">Its name in the state dict: "layer1.0.conv2".</param>
/// <param name="Norm">The batch norm's name in the state dict: "layer1.0.bn2".</param>
/// <param name="InputChannels">Channels of its input.</param>
/// <param name="OutputChannels">Channels of its output.</param>
/// <param name="Kernel">Side of the kernel, in pixels; padded by half of it on every side.</param>
/// <param name="Stride">Step, in pixels.</param>
/// <param name="Groups">Number of groups the channels are split into.</param>
internal sealed record ConvolutionLayer(
    string Name, string Norm, int InputChannels, int OutputChannels, int Kernel, int Stride = 1, int Groups = 1)
{
    public string WeightName => Name + ".weight";

    public int[] WeightShape => [OutputChannels, InputChannels / Groups, Kernel, Kernel];
}
