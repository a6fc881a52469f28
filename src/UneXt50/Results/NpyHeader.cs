using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace UneXt50.Results;

/// <summary>The beginning of a <c>.npy</c> file, version 1.0 (numpy's NEP 1).</summary>
internal static class NpyHeader
{
    private const int Alignment = 64;
    private const int PreambleLength = 10; // magic, version, length of the dictionary

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
        ReadOnlySpan<byte> magicAndVersion = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];
        magicAndVersion.CopyTo(header);
        BinaryPrimitives.WriteUInt16LittleEndian(
            header.AsSpan(PreambleLength - sizeof(ushort)), checked((ushort)(length - PreambleLength)));
        Encoding.ASCII.GetBytes(Dictionary(type, rows, rowShape), header.AsSpan(PreambleLength));
        header[^1] = (byte)'\n';
        return header;
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
