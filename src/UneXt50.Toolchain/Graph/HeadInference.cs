using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Graph;

/// <summary>Reads the head's layout off the shapes of its tensors.</summary>
internal static class HeadInference
{
    private const string FastAi = "head.";

    /// <summary>The head; null when the checkpoint has none.</summary>
    /// <exception cref="CheckpointDamage">It is of a kind that is not known.</exception>
    public static ClassifierHead? Infer(StateDict tensors, int featureWidth)
    {
        if (tensors.Names.Any(name => name.StartsWith("fc.", StringComparison.Ordinal)))
        {
            var classes = Extent(tensors, "fc.weight", 0) ?? Extent(tensors, "fc.bias", 0) ?? 0;
            var hasBias = tensors.TryGet("fc.bias", out _);
            return new ClassifierHead([new LinearLayer("fc", null, featureWidth, classes, hasBias)], false);
        }

        return tensors.Names.Any(name => name.StartsWith(FastAi, StringComparison.Ordinal))
            ? FastAiHead(tensors, featureWidth) : null;
    }

    /// <summary>
    /// The default of fast.ai's create_head, by position in its Sequential: 0 pool, 1 flatten, then (batch norm,
    /// dropout, linear, ReLU) again and again, without the last ReLU.
    /// </summary>
    private static ClassifierHead FastAiHead(StateDict tensors, int featureWidth)
    {
        var layers = new List<LinearLayer>();
        for (var at = 2; Extent(tensors, $"{FastAi}{at}.running_mean", 0) is { } inputs; at += 4)
        {
            var name = $"{FastAi}{at + 2}";
            var outputs = Extent(tensors, $"{name}.weight", 0) ?? 0;
            layers.Add(new LinearLayer(
                name, $"{FastAi}{at}", inputs, outputs, HasBias: tensors.TryGet($"{name}.bias", out _)));
        }

        var fit = layers.Zip(layers.Skip(1)).All(pair => pair.First.Outputs == pair.Second.Inputs);
        if (fit && layers is [var first, ..] && (first.Inputs == featureWidth || first.Inputs == 2 * featureWidth))
            return new ClassifierHead(layers, ConcatenatesMaximum: first.Inputs != featureWidth);
        throw new CheckpointDamage("its head is not the default one of fast.ai's create_head",
            $"add {Setting.NoHead} to take the features alone");
    }

    private static int? Extent(StateDict tensors, string name, int dimension) =>
        tensors.TryGet(name, out var tensor) && dimension < tensor.Shape.Count && tensor.Shape[dimension] > 0
            ? tensor.Shape[dimension] : null;
}
