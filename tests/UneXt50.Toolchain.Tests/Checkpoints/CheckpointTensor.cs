using System.Runtime.InteropServices;
using UneXt50.Toolchain.Checkpoints;

namespace UneXt50.Toolchain.Tests.Checkpoints;

/// <summary>A tensor to be written into a checkpoint, with everything a hostile writer may lie about.</summary>
internal sealed record CheckpointTensor(string Name, int[] Shape, byte[] Data)
{
    public CheckpointTensor(string name, int[] shape, params float[] values)
        : this(name, shape, MemoryMarshal.AsBytes(values.AsSpan()).ToArray()) { }

    public string Key { get; init; } = Name;

    public string StorageType { get; init; } = "FloatStorage";

    public int StorageCount { get; init; } = Data.Length / 4;

    public int Offset { get; init; }

    public int[] Strides { get; init; } = Contiguous(Shape);

    /// <summary>The tensors of a state dict, to be saved again.</summary>
    public static CheckpointTensor[] AllOf(StateDict tensors) => [.. tensors.Names.Select(
        name => new CheckpointTensor(name, [.. tensors[name].Shape], tensors[name].Values))];

    private static int[] Contiguous(int[] shape)
    {
        var strides = new int[shape.Length];
        for (int i = shape.Length - 1, step = 1; i >= 0; step *= shape[i--]) strides[i] = step;
        return strides;
    }
}
