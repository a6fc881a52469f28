using System.Buffers.Binary;
using System.IO.Hashing;
using System.Text;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// The zip files torch.save writes: only stored members are read, below 4 GiB, so nothing can unpack to more than the
/// file holds. <see cref="System.IO.Compression.ZipArchive"/> would take whatever number of entries a directory lists
/// before it can be asked, and does not compare checksums. Field offsets from APPNOTE.TXT 4.3.
/// </summary>
internal sealed class StoredZip
{
    private const int MaximumMembers = 50_000;
    private const int MaximumDirectoryBytes = 16 << 20;
    private const int EndRecordBytes = 22;
    private const int DirectoryEntryBytes = 46;
    private const int LocalHeaderBytes = 30;

    private readonly Stream _stream;
    private readonly Dictionary<string, (ZipMember Member, long Limit)> _members = [];

    /// <summary>Reads the directory of a seekable stream.</summary>
    /// <exception cref="CheckpointDamage">It has none, or one that torch.save would not write.</exception>
    public StoredZip(Stream stream)
    {
        _stream = stream;
        var (directory, directoryOffset, count) = ReadDirectory();
        var members = ReadEntries(directory, count).OrderBy(member => member.HeaderOffset).ToList();
        for (var i = 0; i < members.Count; i++)
        {
            var limit = i + 1 < members.Count ? members[i + 1].HeaderOffset : directoryOffset;
            if (members[i].HeaderOffset + LocalHeaderBytes + members[i].Length > limit)
                throw new CheckpointDamage($"archive member '{members[i].Name}' overlaps the next one");
            if (!_members.TryAdd(members[i].Name, (members[i], limit)))
                throw new CheckpointDamage($"archive member '{members[i].Name}' occurs twice");
        }
    }

    /// <summary>All members, in the order of their data.</summary>
    public IEnumerable<ZipMember> Members => _members.Values.Select(entry => entry.Member);

    /// <summary>The data of a member, checked against its checksum.</summary>
    /// <exception cref="CheckpointDamage">The member is missing or damaged.</exception>
    public byte[] Read(string name)
    {
        if (!_members.TryGetValue(name, out var entry))
            throw new CheckpointDamage($"archive member '{name}' is missing");
        if (!entry.Member.IsStored)
        {
            throw new CheckpointDamage($"archive member '{name}' is compressed, which torch.save never does",
                "load it with PyTorch and save it again with torch.save");
        }

        if (entry.Member.Length > Array.MaxLength)
            throw new CheckpointDamage($"archive member '{name}' has {entry.Member.Length} bytes, more than are read");

        Span<byte> header = stackalloc byte[LocalHeaderBytes];
        _stream.Position = entry.Member.HeaderOffset;
        ReadExactly(header);
        var start = entry.Member.HeaderOffset + LocalHeaderBytes + UInt16(header, 26) + UInt16(header, 28);
        if (UInt32(header, 0) != 0x04034b50 || start + entry.Member.Length > entry.Limit)
            throw new CheckpointDamage($"archive member '{name}' is damaged");

        var data = new byte[entry.Member.Length];
        _stream.Position = start;
        ReadExactly(data);
        return Crc32.HashToUInt32(data) == entry.Member.Crc32
            ? data : throw new CheckpointDamage($"archive member '{name}' is damaged: its checksum differs");
    }

    private (byte[] Directory, long Offset, int Count) ReadDirectory()
    {
        // The end record is last but for a comment of up to 65,535 bytes.
        var tail = new byte[Math.Min(_stream.Length, EndRecordBytes + ushort.MaxValue)];
        _stream.Position = _stream.Length - tail.Length;
        ReadExactly(tail);
        var end = tail.AsSpan().LastIndexOf("PK\x5\x6"u8);
        if (end < 0 || end + EndRecordBytes > tail.Length)
            throw new CheckpointDamage("the file is truncated: the directory at its end is missing");

        var record = tail.AsSpan(end);
        int count = UInt16(record, 10);
        long length = UInt32(record, 12), offset = UInt32(record, 16);
        if (count > MaximumMembers || length > MaximumDirectoryBytes)
            throw new CheckpointDamage($"its archive lists {count} members, more than a checkpoint has");
        if (offset + length > _stream.Length - tail.Length + end)
            throw new CheckpointDamage("the directory of its archive is damaged");

        var directory = new byte[length];
        _stream.Position = offset;
        ReadExactly(directory);
        return (directory, offset, count);
    }

    private static List<ZipMember> ReadEntries(ReadOnlySpan<byte> directory, int count)
    {
        var members = new List<ZipMember>(count);
        while (!directory.IsEmpty)
        {
            var nameLength = directory.Length >= DirectoryEntryBytes ? UInt16(directory, 28) : 0;
            var length = DirectoryEntryBytes + nameLength;
            if (directory.Length >= DirectoryEntryBytes) length += UInt16(directory, 30) + UInt16(directory, 32);
            if (length > directory.Length || UInt32(directory, 0) != 0x02014b50 || members.Count == count)
                throw new CheckpointDamage("the directory of its archive is damaged");

            var name = Encoding.UTF8.GetString(directory.Slice(DirectoryEntryBytes, nameLength));
            var isStored = UInt16(directory, 10) == 0 && UInt32(directory, 20) == UInt32(directory, 24);
            if ((UInt16(directory, 8) & 1) != 0) throw new CheckpointDamage($"archive member '{name}' is encrypted");
            members.Add(new ZipMember(
                name, UInt32(directory, 42), UInt32(directory, 20), UInt32(directory, 16), isStored));
            directory = directory[length..];
        }

        return members.Count == count ? members : throw new CheckpointDamage("the directory of its archive is damaged");
    }

    private void ReadExactly(Span<byte> buffer)
    {
        if (_stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false) < buffer.Length)
            throw new CheckpointDamage("the file is truncated");
    }

    private static int UInt16(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16LittleEndian(bytes[at..]);

    private static uint UInt32(ReadOnlySpan<byte> bytes, int at) =>
        BinaryPrimitives.ReadUInt32LittleEndian(bytes[at..]);
}

/// <summary>A member of a zip file as its directory declares it.</summary>
/// <param name="Name">Its name: a key to look it up by, never a path.</param>
/// <param name="HeaderOffset">Where its local header begins, in bytes from the start of the file.</param>
/// <param name="Length">Size of its data in the file, in bytes.</param>
/// <param name="Crc32">The checksum of its data.</param>
/// <param name="IsStored">Whether it is there as it is, not compressed.</param>
internal sealed record ZipMember(string Name, long HeaderOffset, long Length, uint Crc32, bool IsStored);
