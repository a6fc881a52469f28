using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace UneXt50.Onnx.Runtime;

/// <summary>What the header of a shared library (ELF, 64 bit) says, read without loading it.</summary>
/// <param name="Processor">The number of the processor that it is for.</param>
/// <param name="Needed">The libraries that must be loaded with it, by their sonames.</param>
internal sealed record SharedLibrary(int Processor, IReadOnlyList<string> Needed)
{
    private const int HeaderLength = 64;
    private const int SharedObject = 3; // ET_DYN
    private const int Loaded = 1, Dynamic = 2; // PT_LOAD, PT_DYNAMIC
    private const int NeededName = 1, Names = 5; // DT_NEEDED, DT_STRTAB
    private const int LongestName = 255;
    private const int MostEntries = 4096;

    private static readonly Dictionary<int, string> Processors = new()
    {
        [3] = "x86 (32 bit)",
        [40] = "Arm (32 bit)",
        [62] = "x64",
        [183] = "arm64",
        [243] = "RISC-V",
    };

    /// <summary>What the processor of the library is called.</summary>
    public string ProcessorName => Processors.GetValueOrDefault(Processor) ?? $"processor {Processor}";

    /// <summary>What this machine's processor is called, as in <see cref="ProcessorName"/>.</summary>
    public static string OwnProcessor => RuntimeInformation.ProcessArchitecture switch
    {
        Architecture.X64 => "x64",
        Architecture.Arm64 => "arm64",
        var other => other.ToString(),
    };

    /// <exception cref="FormatException">It is no shared library, or cut short; the message says which.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    public static SharedLibrary Read(FileStream file)
    {
        var header = Bytes(file, 0, HeaderLength);
        if (!header.AsSpan(0, 4).SequenceEqual("\x7f"u8 + "ELF"u8)) throw new FormatException("it is no shared library");
        // A 32-bit header has its processor in the same place, and all else elsewhere.
        var processor = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(18));
        if (header[4] != 2 || header[5] != 1) return new SharedLibrary(processor, []);
        if (BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(16)) != SharedObject)
            throw new FormatException("it is a program or an object file, no shared library");
        var parts = Parts(file, header);
        // The loader maps what is not there, too, and the process ends when that is touched.
        if (Array.Exists(parts, part => part.Start + part.Length > file.Length)) throw new FormatException("it is cut short");
        return new SharedLibrary(processor, NeededNames(file, parts));
    }

    private static Part[] Parts(FileStream file, byte[] header)
    {
        var (start, size, count) = (Number(header, 32), BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(54)),
            BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(56)));
        if (size < 56) throw new FormatException("its header is damaged");
        var table = Bytes(file, start, size * count);
        var parts = new Part[count];
        for (var i = 0; i < count; i++) parts[i] = new Part(table, i * size);
        return parts;
    }

    private static List<string> NeededNames(FileStream file, Part[] parts)
    {
        if (Array.Find(parts, part => part.Type == Dynamic) is not { } dynamic) return [];
        var table = Bytes(file, dynamic.Start, Math.Min(dynamic.Length, MostEntries * 16) / 16 * 16);
        var (address, places) = (0L, new List<long>());
        for (var at = 0; at < table.Length; at += 16)
        {
            if (Number(table, at) == Names) address = Number(table, at + 8);
            if (Number(table, at) == NeededName) places.Add(Number(table, at + 8));
        }

        var holder = Array.Find(parts, part => part.Type == Loaded && address >= part.Address
            && address < part.Address + part.Length);
        return holder is null ? [] :
            places.ConvertAll(place => Name(file, address - holder.Address + holder.Start + place));
    }

    private static string Name(FileStream file, long start)
    {
        var text = Bytes(file, start, Math.Min(LongestName, file.Length - start));
        var end = Array.IndexOf(text, (byte)0);
        return Encoding.UTF8.GetString(text, 0, end < 0 ? text.Length : end);
    }

    private static byte[] Bytes(FileStream file, long start, long length)
    {
        if (start < 0 || length < 0 || start > file.Length - length)
        {
            throw new FormatException(
                file.Length < HeaderLength || start == 0 ? "it is no shared library" : "it is cut short");
        }

        var bytes = new byte[length];
        file.Position = start;
        file.ReadExactly(bytes);
        return bytes;
    }

    private static long Number(byte[] bytes, int at) => BinaryPrimitives.ReadInt64LittleEndian(bytes.AsSpan(at));

    /// <summary>One entry of the program header: where it is in the file, and in memory.</summary>
    private sealed class Part(byte[] table, int at)
    {
        public int Type { get; } = BinaryPrimitives.ReadInt32LittleEndian(table.AsSpan(at));

        public long Start { get; } = Number(table, at + 8);

        public long Address { get; } = Number(table, at + 16);

        public long Length { get; } = Number(table, at + 32);
    }
}
