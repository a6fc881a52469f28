using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace UneXt50.Sources;

/// <summary>
/// One of <paramref name="Count"/> parts of a collection. Which part an input belongs to is decided by its name alone
/// (XXH3, 64 bits, of its UTF-8, modulo the count), so every machine decides alike and adding photos moves none.
/// </summary>
/// <param name="Index">Which part, from 1 to <paramref name="Count"/>.</param>
/// <param name="Count">Of how many.</param>
public readonly record struct Shard(int Index, int Count)
{
    /// <summary>The most parts there can be.</summary>
    public const int MaxCount = 1_000_000;

    /// <summary>The whole collection as its only part.</summary>
    public static Shard Whole { get; } = new(1, 1);

    /// <summary>Reads <c>I/N</c>; null for anything else, and for numbers out of range.</summary>
    public static Shard? TryParse(string text) =>
        text.Split('/') is [var index, var count] && Number(index) is { } i && Number(count) is { } n
            ? Create(i, n) : null;

    /// <summary>The part, or null where the numbers are out of range.</summary>
    public static Shard? Create(long index, long count) =>
        count is >= 1 and <= MaxCount && index >= 1 && index <= count ? new Shard((int)index, (int)count) : null;

    /// <summary>Whether the input of this name belongs to the part.</summary>
    public bool Holds(string name) =>
        Count == 1 || XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(name)) % (ulong)Count == (ulong)Index - 1;

    /// <summary>The inputs that belong to the part, in their order; frames of the others are released.</summary>
    public IEnumerable<Photo> Among(IEnumerable<Photo> inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        foreach (var input in inputs)
        {
            if (Holds(input.Name)) yield return input;
            else input.Release();
        }
    }

    /// <summary><c>I/N</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Index}/{Count}");

    private static long? Number(ReadOnlySpan<char> digits) =>
        long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
