using System.Buffers.Binary;

namespace UneXt50.Tests.Imaging;

/// <summary>Damages encoded pictures in the ways that files get damaged, and in those that attackers choose.</summary>
internal sealed class PictureMutation(int seed)
{
    private static readonly uint[] CrcTable = MakeCrcTable();
    private readonly Random _random = new(seed);

    public byte[] Apply(byte[] picture, byte[] other)
    {
        var damaged = (byte[])picture.Clone();
        switch (_random.Next(8))
        {
            case 0:
                return damaged[.._random.Next(damaged.Length)];
            case 1:
                FlipBits(damaged, damaged.Length);
                break;
            case 2:
                FlipBits(damaged, Math.Min(64, damaged.Length));
                break;
            case 3:
                LieInHeader(damaged);
                break;
            case 4:
                _random.NextBytes(Stretch(damaged));
                break;
            case 5:
                Stretch(damaged).Clear();
                break;
            case 6:
                var cut = _random.Next(damaged.Length);
                return [.. damaged[..cut], .. damaged[Math.Min(damaged.Length, cut + _random.Next(1, 40))..]];
            default:
                var join = _random.Next(Math.Min(damaged.Length, other.Length));
                return [.. damaged[..join], .. other[join..]];
        }

        // Half of the PNG files get checksums that fit, so that the damage reaches the decoder.
        if (damaged[0] == 0x89 && _random.Next(2) == 0) RepairChecksums(damaged);
        return damaged;
    }

    private void FlipBits(byte[] data, int within)
    {
        var flips = _random.Next(1, 9);
        for (var i = 0; i < flips; i++) data[_random.Next(within)] ^= (byte)(1 << _random.Next(8));
    }

    private void LieInHeader(byte[] data)
    {
        var at = _random.Next(Math.Min(data.Length, 64) - 4);
        var lies = new uint[] { 0, 1, 0x7FFF_FFFF, 0xFFFF_FFFF, 0x8000_0000, 0x0000_FFFF, 0xFFFF_0000, 0x0001_0000 };
        BinaryPrimitives.WriteUInt32LittleEndian(data.AsSpan(at), lies[_random.Next(lies.Length)]);
    }

    private Span<byte> Stretch(byte[] data)
    {
        var start = _random.Next(data.Length);
        return data.AsSpan(start, Math.Min(_random.Next(1, 200), data.Length - start));
    }

    private static void RepairChecksums(byte[] png)
    {
        for (var at = 8; at + 12 <= png.Length;)
        {
            var length = BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(at));
            if (length > png.Length - at - 12) return;
            var end = at + 8 + (int)length;
            BinaryPrimitives.WriteUInt32BigEndian(png.AsSpan(end), Crc32(png.AsSpan((at + 4)..end)));
            at = end + 4;
        }
    }

    private static uint Crc32(ReadOnlySpan<byte> data)
    {
        var crc = uint.MaxValue;
        foreach (var value in data) crc = CrcTable[(byte)(crc ^ value)] ^ (crc >> 8);
        return ~crc;
    }

    private static uint[] MakeCrcTable()
    {
        var table = new uint[256];
        for (var i = 0u; i < 256; i++)
        {
            var value = i;
            for (var bit = 0; bit < 8; bit++) value = (value & 1) != 0 ? 0xEDB8_8320 ^ (value >> 1) : value >> 1;
            table[i] = value;
        }

        return table;
    }
}
