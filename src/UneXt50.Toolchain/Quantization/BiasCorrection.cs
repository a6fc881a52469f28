using Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// Takes the mean error that rounded weights make off the biases: the expected output of a layer stays what it was
/// (Nagel et al. 2019, arXiv:1906.04721, section 4.2; the means of the inputs are measured on the calibration photos).
/// </summary>
internal static class BiasCorrection
{
    /// <summary>A copy of the float model with corrected biases.</summary>
    /// <param name="model">The float model.</param>
    /// <param name="plan">Which of its layers are integer.</param>
    /// <param name="weightScales">Scales of their weights.</param>
    /// <param name="inputMeans">Mean of each channel of every observed tensor.</param>
    public static ModelProto Apply(
        ModelProto model, QuantizationPlan plan, IReadOnlyDictionary<string, float[]> weightScales,
        IReadOnlyDictionary<string, double[]> inputMeans)
    {
        var corrected = model.Clone();
        var graph = corrected.Graph;
        var tensors = graph.Initializer.ToDictionary(tensor => tensor.Name);
        foreach (var node in graph.Node.Where(plan.IsWeighted))
        {
            // Only these take a bias, and the classifier of a network with shared weights stays as it is.
            if (node.OpType is not ("Conv" or "Gemm")) continue;
            var weights = tensors[node.Input[1]].ToFloatTensor();
            var error = MeanError(node, weights, weightScales[node.Input[1]], inputMeans[plan.RangeOf[node.Input[0]]]);
            var bias = node.Input.Count > 2 && node.Input[2].Length > 0
                ? tensors[node.Input[2]].ToFloatTensor().Values : new float[error.Length];
            var name = node.Output[0] + "_corrected_bias";
            graph.Initializer.Add(new FloatTensor(
                [error.Length], [.. bias.Zip(error, (value, mean) => (float)(value - mean))]).ToProto(name));
            if (node.Input.Count > 2) node.Input[2] = name;
            else node.Input.Add(name);
        }

        return corrected;
    }

    /// <summary>By how much each output channel is too large in the mean.</summary>
    private static double[] MeanError(NodeProto node, FloatTensor weights, float[] scales, double[] inputMeans)
    {
        var axis = ChannelScales.Axis(node);
        var (outputs, width) = (scales.Length, weights.Values.Length / scales.Length);
        var inputsPerGroup = axis == 0 ? weights.Shape[1] : weights.Shape[0];
        var kernel = width / inputsPerGroup;
        var outputsPerGroup = outputs / (int)node.Integer("group", 1);
        var levels = WeightLevels.Quantize(weights, scales, axis);
        var error = new double[outputs];
        for (var i = 0; i < weights.Values.Length; i++)
        {
            var output = axis == 0 ? i / width : i % outputs;
            var input = axis == 0 ? i % width / kernel : i / outputs;
            if (scales[output] == 0) continue;
            error[output] += (levels[i] * (double)scales[output] - weights.Values[i])
                * inputMeans[output / outputsPerGroup * inputsPerGroup + input];
        }

        return error;
    }
}
