using System.Runtime.InteropServices;

namespace UneXt50.Inference.Native;

/// <summary>The numbers of a model's stored tensors, each asked for by type and size.</summary>
internal sealed class StoredNumbers(OnnxGraph graph, MappedFile file)
{
    private const int Float = 1, UInt8 = 2, Int8 = 3, Int32 = 6, Int64 = 7;

    /// <summary>A float32 tensor of this shape, where it lies.</summary>
    public OnnxGraph.Tensor Floats(string name, params ReadOnlySpan<long> shape) =>
        Checked(name, Float, sizeof(float), shape);

    /// <summary>Weights of one byte, signed, of four dimensions.</summary>
    public OnnxGraph.Tensor Weights(string name)
    {
        var tensor = Find(name);
        return tensor.Dimensions.Length == 4 ? Checked(name, Int8, 1, tensor.Dimensions)
            : throw new UnsupportedGraph($"{name} is not a weight of a convolution");
    }

    public int[] Int32Values(string name, int count) => Values<int>(Checked(name, Int32, sizeof(int), [count]));

    public long[] Int64Values(string name, int count) => Values<long>(Checked(name, Int64, sizeof(long), [count]));

    /// <summary>Whether all are zero, as the zero points of weights and biases must be.</summary>
    public bool AreZero(string name, int count)
    {
        var tensor = Find(name);
        var size = tensor.Type switch { Int8 => 1, Int32 => sizeof(int), _ => 0 };
        return size > 0 && !file.Bytes.Slice(Checked(name, tensor.Type, size, [count]).Start, size * count)
            .ContainsAnyExcept((byte)0);
    }

    /// <summary>A scale above 0: one for all.</summary>
    public float Scale(string name) => Scales(name, count: 1)[0];

    /// <summary>Scales above 0; one that is stored without a dimension counts as one.</summary>
    public float[] Scales(string name, int count)
    {
        var tensor = Find(name);
        var scales = Values<float>(
            Checked(name, Float, sizeof(float), tensor.Dimensions.Length == 0 && count == 1 ? [] : [count]));
        foreach (var scale in scales)
        {
            if (!float.IsNormal(scale) || scale < 0) throw new UnsupportedGraph($"{name} is not a scale");
        }

        return scales;
    }

    public byte[] ZeroPoints(string name, int count)
    {
        var tensor = Find(name);
        return Values<byte>(Checked(name, UInt8, 1, tensor.Dimensions.Length == 0 && count == 1 ? [] : [count]));
    }

    /// <summary>How many scales there are; 1 for one without a dimension.</summary>
    public int CountOf(string name) => Find(name).Dimensions switch
    {
        [] => 1,
        [> 0 and <= 1 << 16 and var count] => (int)count,
        _ => throw new UnsupportedGraph($"{name} is not a row of numbers"),
    };

    private OnnxGraph.Tensor Find(string name) => graph.Initializers.TryGetValue(name, out var tensor)
        ? tensor : throw new UnsupportedGraph($"{name} is not stored in the file");

    private OnnxGraph.Tensor Checked(string name, int type, int size, ReadOnlySpan<long> shape)
    {
        var tensor = Find(name);
        long bytes = size;
        foreach (var extent in shape)
        {
            if (extent is < 1 or > 1 << 24 || (bytes *= extent) > int.MaxValue)
                throw new UnsupportedGraph($"{name} has an impossible shape");
        }

        return tensor.Type == type && tensor.Length == bytes && shape.SequenceEqual(tensor.Dimensions)
            ? tensor : throw new UnsupportedGraph($"{name} has another type, shape or size");
    }

    private T[] Values<T>(OnnxGraph.Tensor tensor)
        where T : unmanaged => MemoryMarshal.Cast<byte, T>(file.Bytes.Slice(tensor.Start, tensor.Length)).ToArray();
}

/// <summary>Names of what makes a stored tensor: levels, scales, zero points.</summary>
internal sealed record StoredParameter(string Levels, string Scale, string ZeroPoint);
