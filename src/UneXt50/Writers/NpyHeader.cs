using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Text;

namespace UneXt50.Writers;

/// <summary>The beginning of a <c>.npy</c> file, version 1.0 (numpy's NEP 1).</summary>
internal static class NpyHeader
{
    private const int Alignment = 64;
    private const int PreambleLength = 10; // magic, version, length of the dictionary

    /// <summary>What every <c>.npy</c> file begins with.</summary>
    public static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>
    /// The header for [rows, ...<paramref name="rowShape"/>] in C order. It is as long for any number of rows, so it
    /// can be written again in place when that is known.
    /// </summary>
    public static byte[] Encode(NpyType type, long rows, ReadOnlySpan<int> rowShape)
    {
        var longest = Dictionary(type, long.MaxValue, rowShape).Length + 1; // and its line feed
        var length = (PreambleLength + longest + Alignment - 1) / Alignment * Alignment;
        var header = new byte[length];
        header.AsSpan().Fill((byte)' ');
        Magic.CopyTo(header);
        (header[Magic.Length], header[Magic.Length + 1]) = (1, 0); // the version
        BinaryPrimitives.WriteUInt16LittleEndian(
            header.AsSpan(PreambleLength - sizeof(ushort)), checked((ushort)(length - PreambleLength)));
        Encoding.ASCII.GetBytes(Dictionary(type, rows, rowShape), header.AsSpan(PreambleLength));
        header[^1] = (byte)'\n';
        return header;
    }

    /// <summary>Reads a header that <see cref="Encode"/> wrote, and nothing else that numpy would read.</summary>
    /// <exception cref="FormatException">It is another one.</exception>
    /// <exception cref="EndOfStreamException">It is cut short.</exception>
    public static (NpyType Type, long Rows, int[] RowShape) Decode(Stream stream)
    {
        var preamble = new byte[PreambleLength];
        stream.ReadExactly(preamble);
        var header = new byte[
            PreambleLength + BinaryPrimitives.ReadUInt16LittleEndian(preamble.AsSpan(PreambleLength - sizeof(ushort)))];
        preamble.CopyTo(header, 0);
        stream.ReadExactly(header.AsSpan(PreambleLength));

        var text = Encoding.ASCII.GetString(header);
        var type = text.Contains("f2'", StringComparison.Ordinal) ? NpyType.Float16 : NpyType.Float32;
        var shape = text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..].Split(')')[0].Split(", ");
        var rows = long.Parse(shape[0], NumberStyles.None, CultureInfo.InvariantCulture);
        int[] rowShape =
            [.. shape[1..].Select(side => int.Parse(side, NumberStyles.None, CultureInfo.InvariantCulture))];
        return Encode(type, rows, rowShape).AsSpan().SequenceEqual(header)
            ? (type, rows, rowShape) : throw new FormatException("the header of the array");
    }

    private static string Dictionary(NpyType type, long rows, ReadOnlySpan<int> rowShape)
    {
        var shape = new StringBuilder().Append(CultureInfo.InvariantCulture, $"{rows}");
        foreach (var side in rowShape) shape.Append(CultureInfo.InvariantCulture, $", {side}");
        var order = BitConverter.IsLittleEndian ? '<' : '>';
        var size = type == NpyType.Float32 ? 4 : 2;
        return $"{{'descr': '{order}f{size}', 'fortran_order': False, 'shape': ({shape}), }}";
    }
}

/// <summary>The element type of a <c>.npy</c> file.</summary>
[SuppressMessage("Naming", "CA1720", Justification = "The names are numpy's.")]
public enum NpyType
{
    /// <summary>IEEE 754 binary32, numpy's <c>float32</c>.</summary>
    Float32,

    /// <summary>IEEE 754 binary16, numpy's <c>float16</c>: about three digits, up to 65504.</summary>
    Float16,
}
