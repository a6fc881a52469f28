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

    /// <summary>The floating-point tensors of a seekable stream.</summary>
    /// <exception cref="CheckpointDamage">It is damaged.</exception>
    public static IEnumerable<KeyValuePair<string, FloatTensor>> Read(Stream stream)
    {
        if (stream.Length > CheckpointReader.MaximumBytes)
            throw new CheckpointDamage($"{stream.Length} bytes are more than this program reads");
        stream.Position = 0;
        var length = BinaryPrimitives.ReadInt64LittleEndian(Bytes(stream, LengthBytes));
        if (length is <= 0 or > MaximumHeaderBytes)
            throw new CheckpointDamage($"its header claims {length} bytes, which is impossible");
        var data = LengthBytes + length;
        var entries = SafetensorsHeader.Read(Bytes(stream, length), stream.Length - data);
        foreach (var entry in entries.Where(entry => entry.Type.IsFloat()))
        {
            stream.Position = data + entry.Begin;
            var values = entry.Type.ToFloats(Bytes(stream, entry.End - entry.Begin));
            yield return new(entry.Name, new FloatTensor(entry.Shape, values));
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
