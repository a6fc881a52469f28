using System.Buffers.Binary;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// Checkpoints of PyTorch before 1.6: pickles of a magic number, a protocol version, facts of the machine, the state
/// dict and the keys of its storages; behind them, for each key, an element count of 8 bytes and the elements
/// (torch/serialization.py, _legacy_save).
/// </summary>
internal static class LegacyTorch
{
    /// <summary>
    /// 0x1950a86a20f9469cfc6c as a pickle without the mark of its protocol: every such file begins with it, or has it
    /// behind that mark.
    /// </summary>
    private static ReadOnlySpan<byte> Magic =>
        [0x8a, 10, 0x6c, 0xfc, 0x9c, 0x46, 0xf9, 0x20, 0x6a, 0xa8, 0x50, 0x19, (byte)'.'];

    /// <summary>A protocol and, from protocol 4 on, the length of a frame.</summary>
    private const int LongestMark = 2 + 9;

    private const long ProtocolVersion = 1001;

    /// <summary>Far above any network's pickles, which come first.</summary>
    private const int MaximumPickleBytes = 4 << 20;

    private const int CountBytes = sizeof(long);

    /// <summary>Whether a file that begins so is one.</summary>
    public static bool Begins(ReadOnlySpan<byte> start) =>
        start is [0x80, ..] && start.IndexOf(Magic) is >= 0 and <= LongestMark;

    /// <summary>What a seekable stream lists.</summary>
    /// <exception cref="CheckpointDamage">It is damaged, or holds no tensors.</exception>
    public static CheckpointContents Open(Stream stream)
    {
        var pickles = new byte[Math.Min(stream.Length, MaximumPickleBytes)];
        stream.Position = 0;
        stream.ReadExactly(pickles);

        var protocol = new Unpickler(pickles, pickles.AsSpan().IndexOf(Magic) + Magic.Length);
        if (protocol.Read() is not ProtocolVersion) throw new CheckpointDamage("its protocol version is unknown");
        var machine = new Unpickler(pickles, protocol.End);
        if (machine.Read() is not PickleDictionary facts || !facts.Items.Contains(new("little_endian", true)))
            throw new CheckpointDamage("it was not saved on a little-endian machine", "save it again on one");
        var content = new Unpickler(pickles, machine.End);
        var value = content.Read();
        var order = new Unpickler(pickles, content.End);
        if (order.Read() is not List<object?> keys) throw new CheckpointDamage("the list of its storages is damaged");

        var positions = Locate(stream, order.End, keys, content.Storages);
        return PickledTensors.List(value, tensors => StoredTensors.Read(tensors, stream.Length, storage =>
        {
            if (!positions.TryGetValue(storage.Key, out var position))
                throw new CheckpointDamage($"its storage '{storage.Key}' is missing");
            var data = new byte[storage.Bytes];
            stream.Position = position;
            stream.ReadExactly(data);
            return data;
        }));
    }

    /// <summary>Where the elements of each storage begin; all of them lie within the file.</summary>
    private static Dictionary<string, long> Locate(
        Stream stream, long position, List<object?> keys, IReadOnlyDictionary<string, StorageReference> storages)
    {
        var positions = new Dictionary<string, long>();
        Span<byte> header = stackalloc byte[CountBytes];
        foreach (var item in keys)
        {
            if (item is not string key || !storages.TryGetValue(key, out var storage))
                throw new CheckpointDamage("it lists a storage that none of its tensors uses");
            if (!positions.TryAdd(key, position + CountBytes))
                throw new CheckpointDamage($"its storage '{key}' occurs twice");
            if (position + CountBytes + storage.Bytes > stream.Length)
                throw new CheckpointDamage("the file is truncated");

            stream.Position = position;
            stream.ReadExactly(header);
            var count = BinaryPrimitives.ReadInt64LittleEndian(header);
            if (count != storage.Count)
                throw new CheckpointDamage($"storage '{key}' has {count} elements, the pickle says {storage.Count}");
            position += CountBytes + storage.Bytes;
        }

        if (position != stream.Length) throw new CheckpointDamage("the file continues after its last storage");
        return positions;
    }
}
