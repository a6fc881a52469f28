using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace UneXt50;

/// <summary>SHA-256's compression (FIPS 180-4, section 6.2.2) for any processor.</summary>
internal static class Sha256Portable
{
    /// <summary>Takes whole blocks of 64 bytes into the eight words of the state.</summary>
    public static void Absorb(Span<uint> state, ReadOnlySpan<byte> blocks)
    {
        Span<uint> schedule = stackalloc uint[64];
        for (; blocks.Length > 0; blocks = blocks[Sha256Digest.BlockSize..])
        {
            Expand(blocks, schedule);
            Compress(state, schedule);
        }
    }

    // The message schedule.
    private static void Expand(ReadOnlySpan<byte> block, Span<uint> schedule)
    {
        ref var w = ref MemoryMarshal.GetReference(schedule);
        for (var i = 0; i < 16; i++) Unsafe.Add(ref w, i) = BinaryPrimitives.ReadUInt32BigEndian(block[(4 * i)..]);
        for (var i = 16; i < 64; i++)
        {
            var (x, y) = (Unsafe.Add(ref w, i - 15), Unsafe.Add(ref w, i - 2));
            var s0 = BitOperations.RotateRight(x, 7) ^ BitOperations.RotateRight(x, 18) ^ (x >> 3);
            var s1 = BitOperations.RotateRight(y, 17) ^ BitOperations.RotateRight(y, 19) ^ (y >> 10);
            Unsafe.Add(ref w, i) = Unsafe.Add(ref w, i - 16) + s0 + Unsafe.Add(ref w, i - 7) + s1;
        }
    }

    private static void Compress(Span<uint> state, ReadOnlySpan<uint> schedule)
    {
        uint a = state[0], b = state[1], c = state[2], d = state[3];
        uint e = state[4], f = state[5], g = state[6], h = state[7];
        ref var w = ref MemoryMarshal.GetReference(schedule);
        ref var k = ref MemoryMarshal.GetReference(Sha256Digest.RoundConstants);
        // Eight rounds bring every word back to its own variable: nothing is moved about.
        for (nint i = 0; i < 64; i += 8)
        {
            (d, h) = Round(a, b, c, d, e, f, g, h, Unsafe.Add(ref w, i) + Unsafe.Add(ref k, i));
            (c, g) = Round(h, a, b, c, d, e, f, g, Unsafe.Add(ref w, i + 1) + Unsafe.Add(ref k, i + 1));
            (b, f) = Round(g, h, a, b, c, d, e, f, Unsafe.Add(ref w, i + 2) + Unsafe.Add(ref k, i + 2));
            (a, e) = Round(f, g, h, a, b, c, d, e, Unsafe.Add(ref w, i + 3) + Unsafe.Add(ref k, i + 3));
            (h, d) = Round(e, f, g, h, a, b, c, d, Unsafe.Add(ref w, i + 4) + Unsafe.Add(ref k, i + 4));
            (g, c) = Round(d, e, f, g, h, a, b, c, Unsafe.Add(ref w, i + 5) + Unsafe.Add(ref k, i + 5));
            (f, b) = Round(c, d, e, f, g, h, a, b, Unsafe.Add(ref w, i + 6) + Unsafe.Add(ref k, i + 6));
            (e, a) = Round(b, c, d, e, f, g, h, a, Unsafe.Add(ref w, i + 7) + Unsafe.Add(ref k, i + 7));
        }

        state[0] += a;
        state[1] += b;
        state[2] += c;
        state[3] += d;
        state[4] += e;
        state[5] += f;
        state[6] += g;
        state[7] += h;
    }

    // What one round puts in the place of its fourth and its last word.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (uint Fourth, uint Last) Round(
        uint a, uint b, uint c, uint d, uint e, uint f, uint g, uint h, uint word)
    {
        var s1 = BitOperations.RotateRight(e, 6) ^ BitOperations.RotateRight(e, 11) ^ BitOperations.RotateRight(e, 25);
        var t1 = h + s1 + (g ^ (e & (f ^ g))) + word;
        var s0 = BitOperations.RotateRight(a, 2) ^ BitOperations.RotateRight(a, 13) ^ BitOperations.RotateRight(a, 22);
        return (d + t1, t1 + s0 + ((a & b) | (c & (a | b))));
    }
}
