using Onnx;
using UneXt50.Imaging;
using UneXt50.Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// The picture as the 8-bit pixels it was made of: the normalisation is folded into the first convolution, which then
/// computes on pixels, and nothing is lost by quantizing its input. Any other 256 levels would round what was rounded
/// before. The convolution's padding stands for 0 after normalisation, which no one level of all three colours does, so
/// it is put around the picture beforehand and becomes each colour's own level.
/// </summary>
/// <param name="Tensor">The graph's input, normalised values [N, 3, S, S].</param>
/// <param name="Pads">Zeros around it: above, left, below, right.</param>
/// <param name="Scales">What a pixel's level is worth after normalisation, by plane: 1 / (255 std).</param>
/// <param name="Zeros">The level nearest to 0, by plane: 255 mean.</param>
internal sealed record PixelInput(string Tensor, IReadOnlyList<long> Pads, float[] Scales, byte[] Zeros)
{
    private const int Colours = 3;

    /// <summary>Levels of pixels as numbers: 0 to 255.</summary>
    public static readonly AffineQuantization Levels = new(1, 0);

    /// <summary>Folds the normalisation into the first convolution's weight and bias, in place.</summary>
    /// <returns>How to make pixels of the input; null if no integer convolution stands first.</returns>
    public static PixelInput? Fold(GraphProto graph, QuantizationPlan plan, PreprocessRule rule)
    {
        if (graph.Input.Count != 1 || rule.PlaneMean.Zip(rule.PlaneStd).Any(IsOutsidePixels)) return null;
        var tensor = graph.Input[0].Name;
        var readers = graph.Node.Where(node => node.Reads().Contains(tensor)).ToList();
        if (readers is not [{ OpType: "Conv" } node] || !plan.IsWeighted(node) || node.Input[0] != tensor) return null;
        if (node.Attribute.Any(attribute => attribute.Name == "auto_pad") || node.Integer("group", 1) != 1) return null;
        if (graph.Node.Count(other => other.Reads().Contains(node.Input[1])) != 1) return null;

        var weightPlace = graph.Initializer.Index().First(item => item.Item.Name == node.Input[1]).Index;
        var weight = graph.Initializer[weightPlace].ToFloatTensor();
        if (weight.Shape is not [var outputs, Colours, _, _]) return null;
        var pads = node.Integers("pads");
        var input = new PixelInput(tensor, pads.Count == 4 ? [.. pads] : [0, 0, 0, 0],
            [.. rule.PlaneStd.Select(std => 1 / (255 * std))],
            [.. rule.PlaneMean.Select(mean => (byte)Math.Round(255 * (double)mean))]);

        var bias = node.Input.Count > 2 && node.Input[2].Length > 0
            ? graph.Initializer.First(item => item.Name == node.Input[2]).ToFloatTensor().Values : new float[outputs];
        var name = node.Output[0] + "_pixels";
        graph.Initializer[weightPlace] = FoldWeight(weight, input.Scales).ToProto(node.Input[1]);
        graph.Initializer.Add(FoldBias(weight, bias, rule).ToProto(name));
        if (node.Input.Count > 2) node.Input[2] = name;
        else node.Input.Add(name);
        node.WithIntegers("pads", 0, 0, 0, 0);
        return input;
    }

    /// <summary>The input's means, by channel, in levels.</summary>
    public static double[] InLevels(double[] means, PreprocessRule rule) =>
        [.. means.Select((mean, colour) => 255 * (mean * rule.PlaneStd[colour] + rule.PlaneMean[colour]))];

    /// <summary>Networks that take other values than 0 to 1 say so with a mean and deviation of their own.</summary>
    private static bool IsOutsidePixels((float Mean, float Std) colour) =>
        colour.Mean is < 0 or > 1 || 1 / (255 * colour.Std) < AffineQuantization.SmallestScale;

    private static FloatTensor FoldWeight(FloatTensor weight, float[] scales)
    {
        var kernel = weight.Shape[2] * weight.Shape[3];
        var values = weight.Values.Select((value, i) => value * scales[i / kernel % Colours]);
        return new FloatTensor(weight.Shape, [.. values]);
    }

    private static FloatTensor FoldBias(FloatTensor weight, float[] bias, PreprocessRule rule)
    {
        var kernel = weight.Shape[2] * weight.Shape[3];
        var sums = bias.Select(value => (double)value).ToArray();
        for (var i = 0; i < weight.Values.Length; i++)
        {
            var colour = i / kernel % Colours;
            sums[i / kernel / Colours] -= weight.Values[i] * (double)rule.PlaneMean[colour] / rule.PlaneStd[colour];
        }

        return new FloatTensor([sums.Length], [.. sums.Select(sum => (float)sum)]);
    }
}
