namespace UneXt50.Inference.Native;

/// <summary>What a node of a network of the family may say; anything else is refused.</summary>
internal static class NodeChecks
{
    /// <summary>How a window walks over a picture: equal steps and margins on all sides, or it is not known.</summary>
    public static (int Height, int Width, int Stride, int Padding) Window(
        OnnxGraph.Node node, int side, Activation input)
    {
        var (strides, pads) = (node.Integers("strides") ?? [1, 1], node.Integers("pads") ?? [0, 0, 0, 0]);
        if (strides is not [> 0 and <= 16 and var stride, var across] || across != stride
            || pads is not [>= 0 and <= 16 and var pad, _, _, _] || pads.Exists(other => other != pad)
            || node.Integers("dilations") is { } dilations && dilations.Exists(dilation => dilation != 1)
            || node.Integers("kernel_shape") is { } shape && (shape.Count != 2 || shape.Exists(one => one != side))
            || node.Attributes.Exists(attribute => attribute is { Name: "auto_pad", Text: not "NOTSET" }))
            throw Unknown(node);
        var (height, width) = (input.Height + (2 * pad) - side, input.Width + (2 * pad) - side);
        if (height < 0 || width < 0) throw Unknown(node);
        return ((int)(height / stride) + 1, (int)(width / stride) + 1, (int)stride, (int)pad);
    }

    /// <summary>An attribute of one integer.</summary>
    public static long One(OnnxGraph.Node node, string attribute, long otherwise) => node.Integers(attribute) switch
    {
        null => otherwise,
        [] => 0, // a zero is not written
        [var value] => value,
        _ => throw Unknown(node),
    };

    /// <summary>Refuses a node that has other attributes.</summary>
    public static void Allow(OnnxGraph.Node node, params ReadOnlySpan<string> attributes)
    {
        foreach (var attribute in node.Attributes)
        {
            if (!attributes.Contains(attribute.Name)) throw Unknown(node);
        }
    }

    /// <summary>Why a node is refused.</summary>
    public static UnsupportedGraph Unknown(OnnxGraph.Node node) =>
        new($"it does not know this form of {node.Operation} ({string.Join(", ", node.Outputs)})");
}

/// <summary>A graph that the native engine does not know whole; onnxruntime may.</summary>
/// <param name="reason">What it does not know, to be read after "because".</param>
internal sealed class UnsupportedGraph(string reason) : Exception(reason);
