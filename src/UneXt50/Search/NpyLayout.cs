using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using UneXt50.Writers;

namespace UneXt50.Search;

/// <summary>
/// Where the numbers of a <c>.npy</c> file are, read from a header that any program may have written (numpy's NEP 1,
/// versions 1 to 3): a matrix [rows, width] of little-endian float32 or float16, row after row.
/// </summary>
/// <param name="Type">The type of the numbers.</param>
/// <param name="Rows">How many rows there are.</param>
/// <param name="Width">Numbers in a row; 1 or more.</param>
/// <param name="Start">Where in the file the first one is.</param>
internal readonly record struct NpyLayout(NpyType Type, int Rows, int Width, long Start)
{
    private const int LongestHeader = 1 << 16;
    private const int WidestRow = 1 << 20;

    private const string WriteAgain =
        $"give a .npy file of {Setting.WriteFeatures}, or one of numpy.save, [rows, width] of float32 or float16";

    /// <summary>Bytes of a row.</summary>
    public int Stride => Width * (Type == NpyType.Float32 ? sizeof(float) : sizeof(float) / 2);

    /// <summary>
    /// Reads the header of a file of <paramref name="length"/> bytes, and checks that the rows are there.
    /// </summary>
    /// <exception cref="UneXt50Exception">It is another file, another array, or cut (Input).</exception>
    public static NpyLayout Read(string path, Stream stream, long length)
    {
        UneXt50Exception Refused(string problem, string remedy = WriteAgain) =>
            new(ErrorKind.Input, path, problem, remedy);

        UneXt50Exception Cut() => Refused("it ends too early", "copy it again, or write it again");

        if (length == 0) throw Refused("it is empty");
        Span<byte> preamble = stackalloc byte[12];
        var count = stream.ReadAtLeast(preamble, preamble.Length, throwOnEndOfStream: false);
        if (!preamble[..count].StartsWith(NpyHeader.Magic)) throw Refused("it is not a .npy file");
        if (count < preamble.Length) throw Cut();
        var isShort = preamble[6] == 1;
        if (preamble[6] is < 1 or > 3) throw Refused($"it is of version {preamble[6]} of the .npy format, not 1 to 3");
        var start = isShort ? 10 : 12;
        var size = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(preamble[8..])
            : BinaryPrimitives.ReadUInt32LittleEndian(preamble[8..]);
        if (size > LongestHeader) throw Refused($"its header has {size:N0} bytes, more than a matrix needs");
        if (start + size > length) throw Cut();

        var header = new byte[size];
        stream.Position = start;
        stream.ReadExactly(header);
        var (type, order, shape) = Parse(Encoding.Latin1.GetString(header))
            ?? throw Refused("its header is damaged", "copy it again, or write it again");
        if (order) throw Refused(
            "its numbers lie column by column (Fortran order)", "write it again with numpy.ascontiguousarray");
        if (TypeOf(type) is not { } numbers) throw Refused(
            $"its numbers are {type}, and '<f4' or '<f2' is needed", "convert it: numpy.save(name, a.astype('<f4'))");
        var text = $"[{string.Join(", ", shape)}]";
        if (shape is not [var rows, var width]) throw Refused($"it is {text}, not [rows, width]");
        if (rows == 0) throw Refused("it has no rows", "give an array with one or more");
        if (width == 0) throw Refused($"it is {text}: its rows hold nothing");
        if (width > WidestRow) throw Refused($"it is {text}, and rows of up to {WidestRow:N0} numbers are taken");
        if (rows > int.MaxValue) throw Refused($"it is {text}, and up to {int.MaxValue:N0} rows are taken");

        var layout = new NpyLayout(numbers, (int)rows, (int)width, start + size);
        var needed = layout.Start + (rows * layout.Stride);
        if (length < needed) throw Refused(
            $"it ends too early: {text} needs {needed:N0} bytes, and there are {length:N0}",
            "copy it again, or write it again");
        if (length > needed) throw Refused(
            $"it is longer than {text}: {length:N0} bytes instead of {needed:N0}", "copy it again, or write it again");
        return layout;
    }

    private static NpyType? TypeOf(string descr) => descr switch
    {
        "<f4" or "=f4" => NpyType.Float32,
        "<f2" or "=f2" => NpyType.Float16,
        _ => null,
    };

    // A Python dictionary such as {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }; keys in any order.
    private static (string Type, bool IsFortran, long[] Shape)? Parse(string header)
    {
        var text = header.Trim();
        if (!text.StartsWith('{') || !text.EndsWith('}')) return null;
        if (Value(text, "descr") is not { } descr || Value(text, "fortran_order") is not { } order
            || Value(text, "shape") is not { } shape)
        {
            return null;
        }

        var isFortran = order.StartsWith("True", StringComparison.Ordinal);
        if (!isFortran && !order.StartsWith("False", StringComparison.Ordinal)) return null;
        return Quoted(descr) is { } type && Sides(shape) is { } sides ? (type, isFortran, sides) : null;
    }

    private static string? Value(string text, string key)
    {
        foreach (var quote in (ReadOnlySpan<char>)['\'', '"'])
        {
            var name = $"{quote}{key}{quote}";
            if (text.IndexOf(name, StringComparison.Ordinal) is >= 0 and var at
                && text[(at + name.Length)..].TrimStart() is [':', ..] rest)
            {
                return rest[1..].TrimStart();
            }
        }

        return null;
    }

    // What is no word, as the list of fields of a structure, is named as it stands, up to some length.
    private static string? Quoted(string value)
    {
        if (value is ['[', ..]) return "a structure of several fields";
        if (value is not ['\'' or '"', ..]) return null;
        var end = value.IndexOf(value[0], 1);
        return end is > 1 and < 32 ? value[1..end] : null;
    }

    private static long[]? Sides(string value)
    {
        var end = value.IndexOf(')', StringComparison.Ordinal);
        if (value is not ['(', ..] || end < 0) return null;
        var sides = new List<long>();
        const StringSplitOptions Bare = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;
        foreach (var side in value[1..end].Split(',', Bare))
        {
            if (!long.TryParse(side, NumberStyles.None, CultureInfo.InvariantCulture, out var length)) return null;
            if (sides.Count == 32) return null; // as numpy
            sides.Add(length);
        }

        return [.. sides];
    }
}
