using System.Buffers.Binary;

namespace UneXt50.Toolchain.Tests.Checkpoints;

/// <summary>Checkpoints in the format of torch before 1.6, with everything a hostile writer may lie about.</summary>
internal sealed record LegacyFile(params CheckpointTensor[] Tensors)
{
    public int Protocol { get; init; } = 1001;

    public bool LittleEndian { get; init; } = true;

    /// <summary>The keys listed behind the state dict.</summary>
    public string[] Keys { get; init; } = [.. Tensors.Select(tensor => tensor.Key)];

    public byte[] ToBytes()
    {
        var file = new MemoryStream();
        file.Write([0x80, 2, 0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.']);
        file.Write(new Pickle().Number(Protocol).ToArray());
        file.Write(new Pickle().Raw('}').Text("little_endian").Raw(LittleEndian ? 0x88 : 0x89, 's').ToArray());
        file.Write(Pickle.StateDict(Tensors).ToArray());
        var keys = new Pickle().Raw(']');
        foreach (var key in Keys) keys.Text(key).Raw('a');
        file.Write(keys.ToArray());

        Span<byte> count = stackalloc byte[8];
        foreach (var tensor in Tensors)
        {
            BinaryPrimitives.WriteInt64LittleEndian(count, tensor.Data.Length / 4);
            file.Write(count);
            file.Write(tensor.Data);
        }

        return file.ToArray();
    }
}
