using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;

namespace UneXt50;

/// <summary>
/// SHA-256's compression by Arm's instructions for it (Armv8 cryptographic extension: Raspberry Pi 5 and Jetson have
/// it, Raspberry Pi 4 has not).
/// </summary>
internal static class Sha256Arm
{
    /// <summary>Takes whole blocks of 64 bytes into the eight words of the state.</summary>
    public static void Absorb(Span<uint> state, ReadOnlySpan<byte> blocks)
    {
        var constants = MemoryMarshal.Cast<uint, Vector128<uint>>(Sha256Digest.RoundConstants);
        var abcd = Vector128.Create<uint>(state);
        var efgh = Vector128.Create<uint>(state[4..]);
        for (; blocks.Length > 0; blocks = blocks[Sha256Digest.BlockSize..])
        {
            var (abcdBefore, efghBefore) = (abcd, efgh);
            var (w0, w1, w2, w3) = (Words(blocks), Words(blocks[16..]), Words(blocks[32..]), Words(blocks[48..]));
            for (var i = 0; i < 12; i += 4)
            {
                Rounds(ref abcd, ref efgh, w0 + constants[i]);
                w0 = Next(w0, w1, w2, w3);
                Rounds(ref abcd, ref efgh, w1 + constants[i + 1]);
                w1 = Next(w1, w2, w3, w0);
                Rounds(ref abcd, ref efgh, w2 + constants[i + 2]);
                w2 = Next(w2, w3, w0, w1);
                Rounds(ref abcd, ref efgh, w3 + constants[i + 3]);
                w3 = Next(w3, w0, w1, w2);
            }

            Rounds(ref abcd, ref efgh, w0 + constants[12]);
            Rounds(ref abcd, ref efgh, w1 + constants[13]);
            Rounds(ref abcd, ref efgh, w2 + constants[14]);
            Rounds(ref abcd, ref efgh, w3 + constants[15]);
            abcd += abcdBefore;
            efgh += efghBefore;
        }

        abcd.CopyTo(state);
        efgh.CopyTo(state[4..]);
    }

    private static void Rounds(ref Vector128<uint> abcd, ref Vector128<uint> efgh, Vector128<uint> words)
    {
        var before = abcd;
        abcd = Sha256.HashUpdate1(abcd, efgh, words);
        efgh = Sha256.HashUpdate2(efgh, before, words);
    }

    private static Vector128<uint> Next(
        Vector128<uint> w0, Vector128<uint> w1, Vector128<uint> w2, Vector128<uint> w3) =>
        Sha256.ScheduleUpdate1(Sha256.ScheduleUpdate0(w0, w1), w2, w3);

    private static Vector128<uint> Words(ReadOnlySpan<byte> bytes) =>
        AdvSimd.ReverseElement8(Vector128.Create(bytes[..16]).AsUInt32());
}
