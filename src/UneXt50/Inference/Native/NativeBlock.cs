using System.Diagnostics;
using System.Runtime.InteropServices;

namespace UneXt50.Inference.Native;

/// <summary>Memory outside the collector's heap, aligned for vectors, handed out piece by piece.</summary>
internal sealed unsafe class NativeBlock : IDisposable
{
    private const int Alignment = 64;

    private long _taken;

    public NativeBlock(long bytes)
    {
        Bytes = bytes;
        Start = (byte*)NativeMemory.AlignedAlloc((nuint)bytes, Alignment);
    }

    public byte* Start { get; private set; }

    public long Bytes { get; }

    /// <summary>Bytes that a piece takes.</summary>
    public static long Rounded(long bytes) => (bytes + Alignment - 1) & -Alignment;

    /// <summary>The next piece.</summary>
    public byte* Take(long bytes)
    {
        var place = Start + _taken;
        _taken += Rounded(bytes);
        return _taken <= Bytes ? place : throw new InvalidOperationException("more than was reckoned with");
    }

    /// <summary>In a debug build: that a kernel stays within this block, or another.</summary>
    [Conditional("DEBUG")]
    public void Check(void* place, long bytes, NativeBlock? other = null)
    {
        if (!Has(place, bytes) && other?.Has(place, bytes) != true)
            throw new InvalidOperationException($"{bytes} bytes at {(byte*)place - Start} of {Bytes}");
    }

    public void Dispose()
    {
        NativeMemory.AlignedFree(Start);
        Start = null;
    }

    private bool Has(void* place, long bytes) =>
        (byte*)place >= Start && bytes >= 0 && (byte*)place + bytes <= Start + Bytes;
}
