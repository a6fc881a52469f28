using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>
/// Turns a layer and the batch norm beside it into one layer with a bias. At inference batch norm is
/// y = gamma (x - mean) / sqrt(var + eps) + beta for each channel (Ioffe and Szegedy 2015, arXiv:1502.03167,
/// algorithm 2).
/// </summary>
internal static class BatchNormFolding
{
    /// <summary>The eps of torch.nn.BatchNorm1d and 2d, which no checkpoint stores.</summary>
    private const double Epsilon = 1e-5;

    /// <summary>Folds the batch norm behind a convolution into it, in double precision.</summary>
    /// <returns>Weight of the layer's shape and bias [OutputChannels].</returns>
    /// <exception cref="CheckpointDamage">A folded value does not fit float32.</exception>
    public static (FloatTensor Weight, FloatTensor Bias) Fold(StateDict tensors, ConvolutionLayer layer)
    {
        var weight = tensors[layer.WeightName].Values;
        var (scale, shift) = Affine(tensors, layer.Norm);
        var folded = new float[weight.Length];
        var size = weight.Length / layer.OutputChannels;
        for (var i = 0; i < folded.Length; i++) folded[i] = (float)(weight[i] * scale[i / size]);
        return Finite(layer.Norm, layer.Name,
            new FloatTensor(layer.WeightShape, folded), Array.ConvertAll(shift, value => (float)value));
    }

    /// <summary>Folds the batch norm in front of a linear layer, where it has one, in double precision.</summary>
    /// <returns>Weight [Outputs, Inputs] and bias [Outputs].</returns>
    /// <exception cref="CheckpointDamage">A folded value does not fit float32.</exception>
    public static (FloatTensor Weight, FloatTensor Bias) Fold(StateDict tensors, LinearLayer layer)
    {
        var weight = tensors[layer.WeightName];
        var bias = layer.HasBias ? tensors[layer.BiasName] : new FloatTensor([layer.Outputs], new float[layer.Outputs]);
        if (layer.Norm is null) return (weight, bias);

        var (scale, shift) = Affine(tensors, layer.Norm);
        var folded = new float[weight.Values.Length];
        var sums = Array.ConvertAll(bias.Values, value => (double)value);
        for (var i = 0; i < folded.Length; i++)
        {
            var (output, input) = Math.DivRem(i, layer.Inputs);
            folded[i] = (float)(weight.Values[i] * scale[input]);
            sums[output] += weight.Values[i] * shift[input];
        }

        return Finite(layer.Norm, layer.Name,
            new FloatTensor(weight.Shape, folded), Array.ConvertAll(sums, value => (float)value));
    }

    /// <summary>The norm as y = scale x + shift for each channel.</summary>
    private static (double[] Scale, double[] Shift) Affine(StateDict tensors, string norm)
    {
        var gamma = tensors[$"{norm}.weight"].Values;
        var beta = tensors[$"{norm}.bias"].Values;
        var mean = tensors[$"{norm}.running_mean"].Values;
        var variance = tensors[$"{norm}.running_var"].Values;
        var (scale, shift) = (new double[gamma.Length], new double[gamma.Length]);
        for (var channel = 0; channel < gamma.Length; channel++)
        {
            scale[channel] = gamma[channel] / Math.Sqrt(variance[channel] + Epsilon);
            shift[channel] = beta[channel] - mean[channel] * scale[channel];
        }

        return (scale, shift);
    }

    private static (FloatTensor Weight, FloatTensor Bias) Finite(
        string norm, string layer, FloatTensor weight, float[] bias) =>
        Array.TrueForAll(weight.Values, float.IsFinite) && Array.TrueForAll(bias, float.IsFinite)
            ? (weight, new FloatTensor([bias.Length], bias))
            : throw new CheckpointDamage($"folding {norm} into {layer} gives values beyond float32");
}
