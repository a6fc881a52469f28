using Onnx;

namespace UneXt50.Toolchain.Inspection;

/// <summary>Groups of a convolution that are stored as fewer and larger ones, with zeros between them.</summary>
internal static class MergedGroups
{
    /// <summary>How many groups each stored group is made of; 1 where none were merged.</summary>
    /// <param name="weight">The weight, [outputs, inputs of a group, height, width].</param>
    /// <param name="groups">The groups it is stored with.</param>
    public static long In(TensorProto weight, long groups)
    {
        var (outputs, inputs) = (weight.Dims[0] / Math.Max(groups, 1), weight.Dims[1]);
        for (var parts = Math.Min(outputs, inputs); parts > 1; parts--)
        {
            if (outputs % parts == 0 && inputs % parts == 0 && IsMadeOf(weight, outputs, inputs, parts)) return parts;
        }

        return 1;
    }

    private static bool IsMadeOf(TensorProto weight, long outputs, long inputs, long parts)
    {
        var bytes = weight.RawData.Span;
        var kernel = (int)(bytes.Length / Math.Max(weight.Dims[0] * inputs, 1));
        if (kernel == 0) return false;
        for (var output = 0L; output < weight.Dims[0]; output++)
        {
            var part = output % outputs / (outputs / parts);
            for (var input = 0L; input < inputs; input++)
            {
                var isInside = input / (inputs / parts) == part;
                var at = (int)((output * inputs) + input) * kernel;
                if (!isInside && bytes.Slice(at, kernel).ContainsAnyExcept((byte)0)) return false;
            }
        }

        return true;
    }
}
