using Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Graph;

/// <summary>
/// Merges neighbouring groups of a grouped convolution into wider ones whose weights are block-diagonal: the same
/// function in fewer and wider matrix products. onnxruntime's int8 convolution runs one product for each group.
/// </summary>
internal static class GroupMerging
{
    /// <summary>Groups that merge into ones more than this times as wide as asked cost more than they save.</summary>
    private const int MaximumExcess = 4;

    private const int MaximumElements = 1 << 26;

    /// <summary>Merges the groups of every convolution whose float weights are its own; others stay.</summary>
    /// <param name="model">The model, changed in place.</param>
    /// <param name="minimumChannels">Input channels each group should have at least.</param>
    /// <returns>How many convolutions changed.</returns>
    public static int Apply(ModelProto model, int minimumChannels)
    {
        var initializers = model.Graph.Initializer;
        var places = new Dictionary<string, int>();
        for (var i = 0; i < initializers.Count; i++) places[initializers[i].Name] = i;
        var uses = model.Graph.Node.SelectMany(node => node.Input).CountBy(name => name).ToDictionary();
        var merged = 0;
        foreach (var node in model.Graph.Node)
        {
            if (node.OpType != "Conv" || node.Input.Count < 2) continue;
            var groups = node.Integer("group", 1);
            var name = node.Input[1];
            if (groups is <= 1 or > int.MaxValue || uses[name] > 1) continue;
            if (!places.TryGetValue(name, out var place)) continue;
            if (initializers[place].DataType != (int)TensorProto.Types.DataType.Float) continue;

            var weight = initializers[place].ToFloatTensor();
            if (weight.Shape.Count < 2 || weight.Values.Length == 0 || weight.Shape[0] % groups != 0) continue;
            var (wider, fewer) = Merge(weight, (int)groups, minimumChannels);
            if (fewer == groups) continue;
            node.WithInteger("group", fewer);
            initializers[place] = wider.ToProto(name);
            merged++;
        }

        return merged;
    }

    /// <summary>
    /// Merges as few neighbours as give each group enough channels; all of them if even that is too few.
    /// </summary>
    /// <param name="weight">[output channels, input channels / groups, kernel...].</param>
    /// <param name="groups">Divides the output channels.</param>
    /// <param name="minimumChannels">Input channels each group should have at least.</param>
    /// <returns>The block-diagonal weight and its number of groups; the arguments if merging gains nothing.</returns>
    public static (FloatTensor Weight, int Groups) Merge(FloatTensor weight, int groups, int minimumChannels)
    {
        var channels = weight.Shape[1];
        var factor = Enumerable.Range(1, groups).First(
            count => groups % count == 0 && ((long)channels * count >= minimumChannels || count == groups));
        if (factor == 1 || (long)channels * factor > (long)minimumChannels * MaximumExcess) return (weight, groups);
        if ((long)weight.Values.Length * factor > MaximumElements) return (weight, groups);

        var outputs = weight.Shape[0];
        var outputsPerGroup = outputs / groups;
        var row = weight.Values.Length / outputs;
        var values = new float[weight.Values.Length * factor];
        for (var output = 0; output < outputs; output++)
        {
            // The block of a group lies as far to the right as it has neighbours before it in its new group.
            var block = output / outputsPerGroup % factor;
            weight.Values.AsSpan(output * row, row).CopyTo(values.AsSpan((output * factor + block) * row));
        }

        int[] shape = [outputs, channels * factor, .. weight.Shape.Skip(2)];
        return (new FloatTensor(shape, values), groups / factor);
    }
}
