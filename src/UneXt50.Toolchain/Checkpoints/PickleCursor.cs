using System.Buffers.Binary;
using System.Text;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>Reads the operands of a pickle, never past its end.</summary>
internal sealed class PickleCursor(byte[] pickle, int start)
{
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);
    private int _position = start;

    /// <summary>Index of the byte to be read next.</summary>
    public int Position => _position;

    public byte Byte() => Take(1)[0];

    public int UInt16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public int Int32() => BinaryPrimitives.ReadInt32LittleEndian(Take(4));

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    /// <summary>A double, big-endian as only pickle's BINFLOAT is.</summary>
    public double Double() => BinaryPrimitives.ReadDoubleBigEndian(Take(8));

    /// <summary>A little-endian two's complement number; null for one of more than eight bytes.</summary>
    public long? Long(long length)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        var bytes = Take(length);
        if (bytes.Length > number.Length) return null;
        number.Fill(length > 0 && bytes[^1] >= 0x80 ? (byte)0xff : (byte)0);
        bytes.CopyTo(number);
        return BinaryPrimitives.ReadInt64LittleEndian(number);
    }

    public string Text(long length) => Decode(Take(length));

    /// <summary>Leaves bytes out.</summary>
    public void Skip(long length) => Take(length);

    /// <summary>Text up to a line feed, which is consumed.</summary>
    public string Line()
    {
        var length = pickle.AsSpan(_position).IndexOf((byte)'\n');
        if (length < 0) throw new CheckpointDamage("its pickle is truncated");
        var line = Decode(Take(length));
        _position++;
        return line;
    }

    private ReadOnlySpan<byte> Take(long length)
    {
        if (length < 0 || length > pickle.Length - _position) throw new CheckpointDamage("its pickle is truncated");
        var taken = pickle.AsSpan(_position, (int)length);
        _position += (int)length;
        return taken;
    }

    private static string Decode(ReadOnlySpan<byte> bytes)
    {
        try
        {
            return StrictUtf8.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            throw new CheckpointDamage("its pickle holds text that is not UTF-8");
        }
    }
}
