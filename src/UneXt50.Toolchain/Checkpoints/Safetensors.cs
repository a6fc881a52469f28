using System.Buffers.Binary;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>A safetensors file: the header's length in 8 bytes, the header, the elements.</summary>
internal sealed class Safetensors
{
    /// <summary>Far above any network's: 320 tensors take 40 KB.</summary>
    private const long MaximumHeaderBytes = 16 << 20;

    private const int LengthBytes = sizeof(long);

    private readonly Stream _stream;
    private readonly SafetensorsHeader _header;
    private readonly long _data;

    private Safetensors(Stream stream, SafetensorsHeader header) =>
        (_stream, _header, _data) = (stream, header, stream.Position);

    /// <summary>The tensors in the order of their data.</summary>
    public IReadOnlyList<SafetensorsEntry> Entries => _header.Entries;

    /// <summary>What its writer noted beside the tensors.</summary>
    public IReadOnlyDictionary<string, string> Metadata => _header.Metadata;

    /// <summary>Whether a file that begins so may be one.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) =>
        BinaryPrimitives.ReadInt64LittleEndian(start) is > 0 and <= MaximumHeaderBytes && start[LengthBytes] == '{';

    /// <summary>Reads the header of a seekable stream, which stays open for the elements.</summary>
    /// <param name="stream">The file.</param>
    /// <param name="maximumHeaderBytes">The longest header to read.</param>
    /// <exception cref="CheckpointDamage">It is damaged.</exception>
    public static Safetensors Open(Stream stream, long maximumHeaderBytes = MaximumHeaderBytes)
    {
        stream.Position = 0;
        var length = BinaryPrimitives.ReadInt64LittleEndian(Bytes(stream, LengthBytes));
        if (length <= 0 || length > maximumHeaderBytes)
            throw new CheckpointDamage("the length of its header is damaged");
        var header = Bytes(stream, length);
        return new Safetensors(stream, SafetensorsHeader.Read(header, stream.Length - stream.Position));
    }

    /// <summary>The bytes of a tensor, little endian.</summary>
    public byte[] Read(SafetensorsEntry entry)
    {
        _stream.Position = _data + entry.Begin;
        return Bytes(_stream, entry.End - entry.Begin);
    }

    /// <summary>The file as a checkpoint.</summary>
    public CheckpointContents Contents()
    {
        var tensors = Entries.Select(entry => new ListedTensor(
            entry.Name, entry.Dtype, entry.Type?.IsFloat() ?? false, entry.Shape, entry)).ToList();
        return new CheckpointContents(tensors, [.. Entries.Select(entry => entry.Name)],
            wanted => [.. wanted.Select(tensor => ReadFloats((SafetensorsEntry)tensor.Source))]);
    }

    private FloatTensor ReadFloats(SafetensorsEntry entry) => new(entry.Shape, entry.Type!.Value.ToFloats(Read(entry)));

    private static byte[] Bytes(Stream stream, long count)
    {
        if (count > stream.Length - stream.Position) throw new CheckpointDamage("the file is truncated");
        if (count > Array.MaxLength) throw new CheckpointDamage($"a tensor of {count} bytes is more than is read");
        var bytes = new byte[count];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
