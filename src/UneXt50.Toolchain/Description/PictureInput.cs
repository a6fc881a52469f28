using Onnx;
using UneXt50.Toolchain.Onnx;

namespace UneXt50.Toolchain.Description;

/// <summary>The input of a network that takes pictures.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ChannelsLast">Whether it is [N, S, S, 3] and not [N, 3, S, S].</param>
/// <param name="Batch">The only number of photos it takes at once; 0 for any.</param>
/// <param name="Size">Its side in pixels; 0 for any.</param>
internal sealed record PictureInput(string Name, bool ChannelsLast, int Batch, int Size)
{
    /// <summary>The one input of the graph that is not a weight.</summary>
    /// <exception cref="FormatException">It takes something else.</exception>
    public static PictureInput Of(GraphProto graph)
    {
        var stored = graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        var inputs = graph.Input.Where(input => !stored.Contains(input.Name)).ToList();
        if (inputs is not [var input]) throw new FormatException($"it has {inputs.Count} inputs instead of one");
        if (input.Type?.TensorType is not { ElemType: (int)TensorProto.Types.DataType.Float, Shape: { } shape })
            throw new FormatException($"its input '{input.Name}' is not float32 of known rank");

        var extents = shape.Dim.Select(dim => dim.DimValue).ToArray();
        var last = extents switch
        {
            [_, 3, var height, var width] when height == width && width != 3 => false,
            [_, var height, var width, 3] when height == width && width != 3 => true,
            _ => throw new FormatException(
                $"its input '{input.Name}' is [{string.Join(", ", extents.Select(Text))}], "
                + "not [N, 3, S, S] or [N, S, S, 3]"),
        };
        var (batch, side) = (extents[0], extents[2]);
        if (batch is < 0 or > 1)
            throw new FormatException($"it takes {batch} photos at once and no other number; export it for 1 or any");
        return side is >= 0 and <= 4096
            ? new PictureInput(input.Name, last, (int)batch, (int)side)
            : throw new FormatException($"its input is {side} pixels wide");
    }

    /// <summary>Makes the graph take float32 [N, 3, size, size] under the same name.</summary>
    public void Normalise(GraphProto graph, int size)
    {
        var stored = graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        var weights = graph.Input.Where(input => stored.Contains(input.Name)).ToList();
        foreach (var weight in weights) graph.Input.Remove(weight);
        graph.Input[0] = TensorValue.Of(Name, Batch, 3, size, size);
        if (!ChannelsLast) return;

        var inner = Name + "_channels_last";
        foreach (var node in graph.Node) node.ReplaceInput(Name, inner);
        graph.Node.Insert(0, new NodeProto { OpType = "Transpose", Name = inner, Input = { Name }, Output = { inner } }
            .WithIntegers("perm", 0, 2, 3, 1));
    }

    private static string Text(long extent) => extent > 0 ? $"{extent}" : "?";
}
