using System.Runtime.CompilerServices;

namespace UneXt50.Imaging.Jpeg;

/// <summary>A component of a JPEG file: brightness or a colour.</summary>
/// <param name="id">Its number, by which scans name it.</param>
/// <param name="across">Blocks it has side by side in a unit of an interleaved scan, 1 to 4.</param>
/// <param name="down">Blocks it has one below the other there.</param>
internal sealed class JpegComponent(byte id, int across, int down)
{
    // For each coefficient of a block: 0 before the first scan, then 1 and how many of its bits are still to come.
    private States _states;

    public byte Id { get; } = id;

    public int Across { get; } = across;

    public int Down { get; } = down;

    /// <summary>Blocks side by side in a scan of its own.</summary>
    public int Columns { get; set; }

    /// <summary>Blocks one below the other in a scan of its own.</summary>
    public int Rows { get; set; }

    /// <summary>Blocks side by side in interleaved scans, which fill the last unit.</summary>
    public int Stride { get; set; }

    /// <summary>Of a progressive file: which coefficients of each block are not zero so far, a bit each.</summary>
    public ulong[] NonZero { get; set; } = [];

    /// <summary>The table for the first coefficient of a block.</summary>
    public JpegHuffman? First { get; set; }

    /// <summary>The table for the others.</summary>
    public JpegHuffman? Others { get; set; }

    /// <summary>Whether some scan held it.</summary>
    public bool IsBegun => _states[0] > 0;

    /// <summary>Whether all of its bits have been there.</summary>
    public bool IsComplete => !((ReadOnlySpan<byte>)_states).ContainsAnyExcept((byte)1);

    /// <summary>Notes what a scan has brought.</summary>
    public void Add(JpegScan.Band band)
    {
        for (var k = band.First; k <= band.Last; k++) _states[k] = (byte)(1 + band.Low);
    }

    [InlineArray(64)]
    private struct States
    {
        private byte _state;
    }
}
