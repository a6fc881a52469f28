using System.Buffers.Binary;
using System.Text;

namespace UneXt50.Toolchain.Tests.Checkpoints;

/// <summary>Writes pickles as torch.save would, and as it never would.</summary>
internal sealed class Pickle
{
    private readonly List<byte> _bytes = [];

    public Pickle() => Raw(0x80, 2);

    public static Pickle StateDict(params CheckpointTensor[] tensors)
    {
        var pickle = new Pickle().Global("collections", "OrderedDict").Raw(')', 'R', '(');
        foreach (var tensor in tensors) pickle.Text(tensor.Name).Tensor(tensor);
        return pickle.Raw('u');
    }

    public Pickle Raw(params ReadOnlySpan<int> codes)
    {
        foreach (var code in codes) _bytes.Add((byte)code);
        return this;
    }

    public Pickle Global(string module, string name)
    {
        _bytes.AddRange(Encoding.UTF8.GetBytes($"c{module}\n{name}\n"));
        return this;
    }

    public Pickle Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Raw('X').Int32(bytes.Length);
        _bytes.AddRange(bytes);
        return this;
    }

    public Pickle Number(int value) => Raw('J').Int32(value);

    public Pickle Tensor(CheckpointTensor tensor)
    {
        Global("torch._utils", "_rebuild_tensor_v2").Raw('(', '(').Text("storage").Global("torch", tensor.StorageType)
            .Text(tensor.Key).Text("cpu").Number(tensor.StorageCount).Raw('t', 'Q').Number(tensor.Offset);
        foreach (var extents in (int[][])[tensor.Shape, tensor.Strides])
        {
            Raw('(');
            foreach (var extent in extents) Number(extent);
            Raw('t');
        }

        return Raw(0x89).Global("collections", "OrderedDict").Raw(')', 'R', 't', 'R');
    }

    /// <summary>The pickle, ended.</summary>
    public byte[] ToArray()
    {
        Raw('.');
        return [.. _bytes];
    }

    private Pickle Int32(int value)
    {
        Span<byte> bytes = stackalloc byte[4];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, value);
        _bytes.AddRange(bytes);
        return this;
    }
}
