using UneXt50.Writers;

namespace UneXt50.Search;

/// <summary>
/// Feature vectors in a <c>.npy</c> file, mapped into memory: a matrix [rows, width] of float32 or float16, of any
/// number of rows. Only what is being looked at takes memory. The file must not be changed meanwhile. Safe to read from
/// several threads.
/// </summary>
public sealed class FeatureFile : IDisposable
{
    private readonly NpyLayout _layout;
    private readonly MappedFile _file;

    private FeatureFile(string path, NpyLayout layout, MappedFile file) =>
        (Path, _layout, _file) = (path, layout, file);

    /// <summary>The file it was opened from.</summary>
    public string Path { get; }

    /// <summary>How many vectors there are; 1 or more.</summary>
    public int Rows => _layout.Rows;

    /// <summary>Values in a vector; 1 or more.</summary>
    public int Width => _layout.Width;

    /// <summary>The type of the numbers.</summary>
    public NpyType Type => _layout.Type;

    /// <summary>Opens a file that numpy or this program has written.</summary>
    /// <exception cref="UneXt50Exception">
    /// It is missing, cut, of another type or shape, in Fortran order, or has no rows (Input).
    /// </exception>
    public static FeatureFile Open(string path) => InputFile.Read(path, ErrorKind.Input, stream =>
    {
        var layout = NpyLayout.Read(path, stream, stream.Length);
        return new FeatureFile(path, layout, MappedFile.Open(stream.SafeFileHandle, stream.Length));
    });

    /// <summary>
    /// Whether a file begins as a <c>.npy</c> file does, whatever its name; by its name where it cannot be read.
    /// </summary>
    public static bool Is(string path)
    {
        var isNamedSo = path.EndsWith(".npy", StringComparison.OrdinalIgnoreCase);
        if (FileStatus.Read(path) is not { Type: FileType.File }) return isNamedSo;
        try
        {
            using var file = ReadableFile.Open(path);
            Span<byte> start = stackalloc byte[NpyHeader.Magic.Length];
            return RandomAccess.Read(file, start, 0) == start.Length
                ? start.SequenceEqual(NpyHeader.Magic) : isNamedSo;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return isNamedSo;
        }
    }

    /// <summary>A vector, [Width].</summary>
    /// <param name="row">From 0.</param>
    public float[] Row(int row)
    {
        var values = new float[Width];
        Rows32.Convert(Bytes(row), Type, values);
        return values;
    }

    /// <summary>Refuses rows that cannot be compared with those of another file.</summary>
    /// <param name="other">The other file.</param>
    /// <exception cref="UneXt50Exception">The widths differ (Input).</exception>
    public void RequireWidth(FeatureFile other)
    {
        if (Width != other.Width) throw Unfit.Width(Path, Width, other);
    }

    /// <summary>The bytes of a row.</summary>
    internal ReadOnlySpan<byte> Bytes(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return _file.Slice(_layout.Start + ((long)row * _layout.Stride), _layout.Stride);
    }

    /// <summary>Bytes of a row.</summary>
    internal int Stride => _layout.Stride;

    /// <summary>Has rows read that will be needed soon.</summary>
    internal void Announce(int first, int count) =>
        _file.Announce(_layout.Start + ((long)first * Stride), (long)count * Stride);

    /// <summary>Gives back the memory of rows that have been looked at.</summary>
    internal void Release(int first, int count) =>
        _file.ReleaseWhole(_layout.Start + ((long)first * Stride), (long)count * Stride);

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();
}
