using static UneXt50.Inference.Native.NodeChecks;

namespace UneXt50.Inference.Native;

/// <summary>Makes a layer of the plan of a node and the quantization behind it.</summary>
/// <param name="node">What computes.</param>
/// <param name="stored">The file's numbers.</param>
/// <param name="name">Of the quantized output.</param>
/// <param name="scale">Of the output.</param>
/// <param name="zero">Zero point of the output, less 128.</param>
internal sealed class LayerReader(OnnxGraph.Node node, StoredNumbers stored, string name, float scale, int zero)
{
    private const int LargestBias = 1 << 30;
    private const int LargestDepth = 1 << 15; // products that an int32 holds, with such a bias
    private const float LargestSum = 1 << 30; // in steps of the output: converts to an int32 on every processor

    public ConvolutionPlan Convolution(Activation input, StoredParameter weight, StoredParameter bias)
    {
        Allow(node, "kernel_shape", "strides", "pads", "group", "dilations", "auto_pad");
        var weights = stored.Weights(weight.Levels);
        var groups = One(node, "group", otherwise: 1);
        if (weights.Dimensions is not [<= 1 << 15 and var outputs, var inputs, <= 16 and var side, var other]
            || side != other || groups < 1 || outputs % groups != 0 || inputs * groups != input.Channels
            || inputs * side * side > LargestDepth)
            throw Unknown(node);
        var window = Window(node, (int)side, input);
        var count = (int)outputs;
        var scales = stored.CountOf(weight.Scale) is 1 and not 0 && count != 1
            ? throw Unknown(node) : stored.Scales(weight.Scale, count);
        var biasScales = stored.Scales(bias.Scale, count);
        if (!stored.AreZero(weight.ZeroPoint, count) || !stored.AreZero(bias.ZeroPoint, count)) throw Unknown(node);

        var levels = stored.Int32Values(bias.Levels, count);
        var factors = new float[count];
        var products = inputs * side * side * 255d * 128d;
        for (var i = 0; i < count; i++)
        {
            // The bias counts in steps of the sum, or it is another network.
            var step = (double)input.Scale * scales[i];
            if (Math.Abs(biasScales[i] - step) > 1e-5 * step || Math.Abs((long)levels[i]) > LargestBias)
                throw Unknown(node);
            factors[i] = input.Scale * scales[i] / scale;
            if (!float.IsNormal(factors[i]) || (products + Math.Abs((double)levels[i])) * factors[i] > LargestSum)
                throw Unknown(node);
        }

        var output = new Activation(window.Height, window.Width, count, scale, zero);
        return new ConvolutionPlan(
            name, input, output, (int)side, window.Stride, window.Padding, (int)groups, weights, levels, factors);
    }

    public MaxPoolPlan MaxPool(Activation input)
    {
        Allow(node, "kernel_shape", "strides", "pads", "dilations", "auto_pad", "ceil_mode", "storage_order");
        if (node.Integers("kernel_shape") is not [var side and > 0 and <= 16, var other]
            || side != other || One(node, "ceil_mode", 0) != 0 || One(node, "storage_order", 0) != 0
            || scale != input.Scale || zero != input.ZeroPoint)
            throw Unknown(node);
        var window = Window(node, (int)side, input);
        if (window.Padding >= side) throw Unknown(node);
        var output = new Activation(window.Height, window.Width, input.Channels, scale, zero);
        return new MaxPoolPlan(name, input, output, (int)side, window.Stride, window.Padding);
    }

    /// <summary>Of ResNet-D's shortcuts: windows of 2 x 2 side by side, cut off at the lower and right edge.</summary>
    public AveragePoolPlan AveragePool(Activation input)
    {
        Allow(node, "kernel_shape", "strides", "pads", "dilations", "auto_pad", "ceil_mode", "count_include_pad");
        const int side = AveragePoolPlan.Side;
        var window = Window(node, side, input);
        var ceiling = One(node, "ceil_mode", 0) == 1;
        if (node.Integers("kernel_shape") is not [side, side] || window.Stride != side || window.Padding != 0
            || scale != input.Scale || zero != input.ZeroPoint)
            throw Unknown(node);
        var more = ceiling ? 1 : 0;
        var output = new Activation(
            (input.Height + more) / side, (input.Width + more) / side, input.Channels, scale, zero);
        return new AveragePoolPlan(name, input, output);
    }

    public AdditionPlan Addition(Activation left, Activation right)
    {
        Allow(node);
        if (left.Height != right.Height || left.Width != right.Width || left.Channels != right.Channels
            || !ResidualAddition.Fits(left.Scale, right.Scale, scale))
            throw Unknown(node);
        return new AdditionPlan(
            name, left, right, new Activation(left.Height, left.Width, left.Channels, scale, zero));
    }
}
