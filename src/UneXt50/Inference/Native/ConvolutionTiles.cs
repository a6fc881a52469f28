using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Inference.Native;

/// <summary>
/// A convolution as products of matrices: each output pixel is a row of the inputs under its window (im2col), each
/// output channel a row of weights. Groups narrower than a tile are taken together, with zeros between them.
/// </summary>
internal readonly struct ConvolutionTiles
{
    public ConvolutionTiles(ConvolutionPlan plan, ProductKernel kernel)
    {
        var merged = MergedGroups(plan);
        Groups = plan.Groups / merged;
        GroupInputs = plan.GroupInputs * merged;
        GroupOutputs = plan.GroupOutputs * merged;
        Depth = kernel.Padded(plan.Side * plan.Side * GroupInputs);
        Blocks = (GroupOutputs + ProductKernel.Channels - 1) / ProductKernel.Channels;
    }

    /// <summary>Groups as they are multiplied.</summary>
    public int Groups { get; }

    public int GroupInputs { get; }

    public int GroupOutputs { get; }

    /// <summary>Length of a row.</summary>
    public int Depth { get; }

    /// <summary>Tiles of channels in a group.</summary>
    public int Blocks { get; }

    /// <summary>How many groups make one that is worth a tile of its own.</summary>
    private static int MergedGroups(ConvolutionPlan plan)
    {
        for (var merged = 1; ; merged++)
        {
            if (plan.Groups % merged != 0) continue;
            if (merged == plan.Groups || (plan.GroupInputs * merged >= 16 && plan.GroupOutputs * merged >= 16))
                return merged;
        }
    }
}
