using System.Buffers.Binary;
using System.Runtime.Intrinsics.Arm;

namespace UneXt50;

/// <summary>
/// SHA-256 (FIPS 180-4) of a stream. Our own because .NET's needs OpenSSL at run time on Linux and aborts the process
/// on a bare root file system without it.
/// </summary>
public static class Sha256Digest
{
    internal const int HexLength = 64;
    internal const int BlockSize = 64;

    /// <summary>The digest of the file at <paramref name="path"/>, 64 lower-case hex digits.</summary>
    /// <exception cref="IOException">The file cannot be read.</exception>
    public static string OfFile(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
        return Of(stream);
    }

    /// <summary>The digest of all that is left in <paramref name="stream"/>, 64 lower-case hex digits.</summary>
    public static string Of(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        Span<uint> state = stackalloc uint[8];
        InitialState.CopyTo(state);
        var buffer = new byte[1 << 16];
        long total = 0;
        int filled;
        while ((filled = stream.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false)) == buffer.Length)
        {
            total += filled;
            Absorb(state, buffer);
        }

        return Finish(state, buffer.AsSpan(0, filled), total + filled);
    }

    /// <summary>The digest of <paramref name="bytes"/>, 64 lower-case hex digits.</summary>
    public static string Of(ReadOnlySpan<byte> bytes)
    {
        Span<uint> state = stackalloc uint[8];
        InitialState.CopyTo(state);
        return Finish(state, bytes, bytes.Length);
    }

    private static string Finish(Span<uint> state, ReadOnlySpan<byte> rest, long total)
    {
        var whole = rest.Length / BlockSize * BlockSize;
        Absorb(state, rest[..whole]);
        rest = rest[whole..];

        // The padding: one bit, zeros, and the length in bits, in one block or two.
        Span<byte> tail = stackalloc byte[2 * BlockSize];
        tail.Clear();
        rest.CopyTo(tail);
        tail[rest.Length] = 0x80;
        tail = tail[..(rest.Length < BlockSize - 8 ? BlockSize : 2 * BlockSize)];
        BinaryPrimitives.WriteInt64BigEndian(tail[^8..], total * 8);
        Absorb(state, tail);

        Span<byte> digest = stackalloc byte[32];
        for (var i = 0; i < 8; i++) BinaryPrimitives.WriteUInt32BigEndian(digest[(4 * i)..], state[i]);
        return Convert.ToHexStringLower(digest);
    }

    private static void Absorb(Span<uint> state, ReadOnlySpan<byte> blocks)
    {
        if (Sha256.IsSupported) Sha256Arm.Absorb(state, blocks);
        else Sha256Portable.Absorb(state, blocks);
    }

    /// <summary>The first 32 bits of the fractional parts of the square roots of the first 8 primes.</summary>
    private static ReadOnlySpan<uint> InitialState =>
    [
        0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
    ];

    /// <summary>The first 32 bits of the fractional parts of the cube roots of the first 64 primes.</summary>
    internal static ReadOnlySpan<uint> RoundConstants =>
    [
        0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
        0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
        0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
        0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
        0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
        0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
        0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
        0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
    ];
}
