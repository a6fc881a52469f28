using System.Buffers.Binary;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>A safetensors file: the header's length in 8 bytes, the header, the elements.</summary>
internal static class Safetensors
{
    /// <summary>Far above any network's: 320 tensors take 40 KB.</summary>
    private const long MaximumHeaderBytes = 16 << 20;

    private const int LengthBytes = sizeof(long);

    /// <summary>Whether a file that begins so may be one.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) =>
        BinaryPrimitives.ReadInt64LittleEndian(start) is > 0 and <= MaximumHeaderBytes && start[LengthBytes] == '{';

    /// <summary>What a seekable stream lists.</summary>
    /// <exception cref="CheckpointDamage">It is damaged.</exception>
    public static CheckpointContents Open(Stream stream)
    {
        stream.Position = 0;
        var length = BinaryPrimitives.ReadInt64LittleEndian(Bytes(stream, LengthBytes));
        var data = LengthBytes + length;
        var entries = SafetensorsHeader.Read(Bytes(stream, length), stream.Length - data);
        var tensors = entries.Select(entry => new ListedTensor(
            entry.Name, entry.Dtype, entry.Type?.IsFloat() ?? false, entry.Shape, entry)).ToList();
        return new CheckpointContents(tensors, [.. entries.Select(entry => entry.Name)],
            wanted => [.. wanted.Select(tensor => Read((SafetensorsEntry)tensor.Source))]);

        FloatTensor Read(SafetensorsEntry entry)
        {
            stream.Position = data + entry.Begin;
            var bytes = Bytes(stream, entry.End - entry.Begin);
            return new FloatTensor(entry.Shape, entry.Type!.Value.ToFloats(bytes));
        }
    }

    private static byte[] Bytes(Stream stream, long count)
    {
        if (count > stream.Length - stream.Position) throw new CheckpointDamage("the file is truncated");
        if (count > Array.MaxLength) throw new CheckpointDamage($"a tensor of {count} bytes is more than is read");
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
