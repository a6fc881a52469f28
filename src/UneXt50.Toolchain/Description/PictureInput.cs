using Onnx;
using UneXt50.Toolchain.Onnx;
using DataType = Onnx.TensorProto.Types.DataType;

namespace UneXt50.Toolchain.Description;

/// <summary>The input of a network that takes pictures.</summary>
/// <param name="Name">Its name.</param>
/// <param name="ChannelsLast">Whether it is [N, S, S, 3] and not [N, 3, S, S].</param>
/// <param name="Batch">The only number of photos it takes at once; 0 for any.</param>
/// <param name="Size">Its side in pixels; 0 for any.</param>
internal sealed record PictureInput(string Name, bool ChannelsLast, int Batch, int Size)
{
    private const string ZeroToOne = $"{Setting.Mean} 0,0,0 {Setting.Std} 1,1,1";
    private const string Levels = $"{Setting.Mean} 0,0,0 {Setting.Std} 0.0039215687,0.0039215687,0.0039215687";

    private static readonly string[] Arithmetic = ["Sub", "Div", "Mul", "Add"];
    private static readonly string[] Moving = ["Cast", "Transpose", "Identity", "Reshape", "Squeeze", "Unsqueeze"];

    /// <summary>Whether it takes whole numbers, 0 to 255.</summary>
    public bool IsOfBytes { get; private init; }

    private const int LargestSize = 4096;

    /// <summary>The one input of the graph that is not a weight.</summary>
    /// <exception cref="DescriptionRefusal">It takes something else.</exception>
    public static PictureInput Find(GraphProto graph)
    {
        var stored = graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        var inputs = graph.Input.Where(input => !stored.Contains(input.Name)).ToList();
        if (inputs is not [var input])
        {
            throw new DescriptionRefusal($"it has {inputs.Count} inputs instead of one",
                "export it with a picture as its only input");
        }

        if (input.Type?.TensorType is not
            { ElemType: (int)DataType.Float or (int)DataType.Uint8, Shape: { } shape } tensor)
        {
            var type = (DataType)(input.Type?.TensorType?.ElemType ?? 0);
            throw new DescriptionRefusal($"its input '{input.Name}' is {type}, not float32 of known rank",
                "export it with a float32 input [N, 3, S, S] or [N, S, S, 3]");
        }

        var extents = shape.Dim.Select(dim => Math.Max(dim.DimValue, 0)).ToArray();
        bool? last = extents switch
        {
            [_, 3, var height, var width] when height == width && width != 3 => false,
            [_, var height, var width, 3] when height == width && width != 3 => true,
            [_, 3, 0, _] or [_, 3, _, 0] => false,
            [_, 0, _, 3] or [_, _, 0, 3] => true,
            _ => null,
        };
        if (last is not { } channelsLast)
        {
            throw new DescriptionRefusal(
                $"its input '{input.Name}' is [{string.Join(", ", extents.Select(Text))}], "
                + "not [N, 3, S, S] or [N, S, S, 3]", "export it for square pictures of three colours");
        }

        var (batch, across) = (extents[0], channelsLast ? extents[1..3] : extents[2..4]);
        var side = across.Max();
        if (batch > 1)
        {
            throw new DescriptionRefusal($"it takes {batch} photos at once and no other number",
                "export it for 1 photo, or for any number (dynamic_axes)");
        }

        return side <= LargestSize
            ? new PictureInput(input.Name, channelsLast, (int)batch, (int)side)
            {
                IsOfBytes = tensor.ElemType == (int)DataType.Uint8,
            }
            : throw new DescriptionRefusal(
                $"its input is {side} pixels wide", $"give a network of {LargestSize} pixels or less");
    }

    /// <summary>
    /// Refuses a network that normalises pictures itself where that would be done twice: mean and deviation come from a
    /// preset, and not from its user.
    /// </summary>
    /// <exception cref="DescriptionRefusal">It is one.</exception>
    public void RequireOneNormalization(GraphProto graph, DescriptionRequest request)
    {
        if (request.NormalizationGiven) return;
        if (IsOfBytes) throw new DescriptionRefusal($"its input '{Name}' is of bytes, 0 to 255", $"give {Levels}");
        var stored = graph.Initializer
            .Where(tensor => tensor.Dims.Aggregate(1L, (count, extent) => count * extent) is 1 or 3)
            .Select(tensor => tensor.Name).ToHashSet();
        for (var current = Name; graph.Node.Where(node => node.Input.Contains(current)).ToList() is [var reader];)
        {
            if (Arithmetic.Contains(reader.OpType) && reader.Input.Any(stored.Contains))
            {
                throw new DescriptionRefusal(
                    $"it normalises its input itself (a {reader.OpType} comes first), but would be given a "
                    + $"normalised one",
                    $"give {ZeroToOne} if it takes values of 0 to 1, or {Levels} for 0 to 255; or, if that is right, "
                    + $"{Setting.Mean} and {Setting.Std} as they are");
            }

            if (!Moving.Contains(reader.OpType)) return;
            current = reader.Output[0];
        }
    }

    /// <summary>Makes the graph take float32 [N, 3, size, size] under the same name.</summary>
    public void Normalise(GraphProto graph, int size)
    {
        var stored = graph.Initializer.Select(tensor => tensor.Name).ToHashSet();
        var weights = graph.Input.Where(input => stored.Contains(input.Name)).ToList();
        foreach (var weight in weights) graph.Input.Remove(weight);
        graph.Input[0] = TensorValue.Declare(Name, Batch, 3, size, size);
        if (!ChannelsLast) return;

        var inner = Name + "_channels_last";
        foreach (var node in graph.Node) node.ReplaceInput(Name, inner);
        graph.Node.Insert(0, new NodeProto { OpType = "Transpose", Name = inner, Input = { Name }, Output = { inner } }
            .WithIntegers("perm", 0, 2, 3, 1));
    }

    private static string Text(long extent) => extent > 0 ? $"{extent}" : "?";
}
