using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>
/// Turns a convolution and the batch norm behind it into one convolution with a bias. At inference batch norm is
/// y = gamma (x - mean) / sqrt(var + eps) + beta for each channel (Ioffe and Szegedy 2015, arXiv:1502.03167,
/// algorithm 2).
/// </summary>
internal static class BatchNormFolding
{
    /// <summary>The eps of torch.nn.BatchNorm2d, which no checkpoint stores.</summary>
    private const double Epsilon = 1e-5;

    /// <summary>Folds one layer, in double precision.</summary>
    /// <returns>Weight of the layer's shape and bias [OutputChannels].</returns>
    /// <exception cref="CheckpointDamage">A folded value does not fit float32.</exception>
    public static (FloatTensor Weight, FloatTensor Bias) Fold(StateDict tensors, ConvolutionLayer layer)
    {
        var weight = tensors[layer.WeightName].Values;
        var gamma = tensors[$"{layer.Norm}.weight"].Values;
        var beta = tensors[$"{layer.Norm}.bias"].Values;
        var mean = tensors[$"{layer.Norm}.running_mean"].Values;
        var variance = tensors[$"{layer.Norm}.running_var"].Values;

        var folded = new float[weight.Length];
        var bias = new float[layer.OutputChannels];
        var size = weight.Length / layer.OutputChannels;
        for (var channel = 0; channel < layer.OutputChannels; channel++)
        {
            var scale = gamma[channel] / Math.Sqrt(variance[channel] + Epsilon);
            bias[channel] = (float)(beta[channel] - mean[channel] * scale);
            for (var i = channel * size; i < (channel + 1) * size; i++) folded[i] = (float)(weight[i] * scale);
        }

        if (!Array.TrueForAll(folded, float.IsFinite) || !Array.TrueForAll(bias, float.IsFinite))
            throw new CheckpointDamage($"folding {layer.Norm} into {layer.Name} gives values beyond float32");
        return (new FloatTensor(layer.WeightShape, folded), new FloatTensor([layer.OutputChannels], bias));
    }
}
