using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Inference.Native;

/// <summary>
/// What one thread needs besides the arena: gathered rows, the same prepared, and the sums of a tile.
/// </summary>
internal sealed unsafe class RowScratch : IDisposable
{
    /// <param name="rowBytes">All rows of a band.</param>
    /// <param name="kernel">Whose tiles they are for.</param>
    public RowScratch(int rowBytes, ProductKernel kernel)
    {
        var slack = ProductKernel.Slack;
        var prepared = kernel.PreparesRows ? kernel.PreparedBytes * rowBytes : 0;
        var sums = ProductKernel.MostRows * ProductKernel.Channels * sizeof(int);
        Memory = new NativeBlock(rowBytes + prepared + sums + (5 * slack));
        Rows = (sbyte*)Memory.Take(rowBytes + slack);
        Prepared = Memory.Take(prepared + slack);
        Sums = (int*)Memory.Take(sums);
    }

    public NativeBlock Memory { get; }

    public sbyte* Rows { get; }

    public byte* Prepared { get; }

    public int* Sums { get; }

    /// <summary>
    /// Copies pieces of 16 bytes or less, one behind the other; up to 15 bytes more are read and written.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyShort(sbyte* from, ReadOnlySpan<int> pieces, sbyte* to, nint count)
    {
        foreach (var piece in pieces)
        {
            Vector128.Load(from + piece).Store(to);
            to += count;
        }
    }

    /// <summary>16 bytes of each of 3 x 3 pixels, one behind the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyNine(sbyte* from, nint row, nint pixel, sbyte* to)
    {
        for (var end = to + 144; to < end; to += 48, from += row)
        {
            var (left, middle) = (Vector128.Load(from), Vector128.Load(from + pixel));
            var right = Vector128.Load(from + (2 * pixel));
            left.Store(to);
            middle.Store(to + 16);
            right.Store(to + 32);
        }
    }

    /// <summary>Copies pieces of any length, one behind the other; up to 15 bytes more are read and written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void CopyLong(sbyte* from, ReadOnlySpan<int> pieces, sbyte* to, nint count)
    {
        foreach (var piece in pieces)
        {
            var source = from + piece;
            for (nint i = 0; i < count; i += 16) Vector128.Load(source + i).Store(to + i);
            to += count;
        }
    }

    public void Dispose() => Memory.Dispose();
}
