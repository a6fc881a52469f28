using System.Buffers;
using System.Text;

namespace UneXt50;

/// <summary>
/// File names are bytes, and not always UTF-8. As in Python (PEP 383), a byte 0x80..0xFF that is not part of a UTF-8
/// character travels inside a string as the lone surrogate U+DC80..U+DCFF, and comes out of it unchanged.
/// </summary>
public static class PathBytes
{
    private const char FirstEscape = '\uDC80';
    private const char LastEscape = '\uDCFF';

    /// <summary>The bytes of a file name as a string.</summary>
    public static string Decode(ReadOnlySpan<byte> bytes)
    {
        var text = new StringBuilder(bytes.Length);
        while (!bytes.IsEmpty)
        {
            var valid = Rune.DecodeFromUtf8(bytes, out var rune, out var length) == OperationStatus.Done;
            if (valid) text.Append(rune);
            else foreach (var value in bytes[..length]) text.Append((char)(0xDC00 + value));
            bytes = bytes[length..];
        }

        return text.ToString();
    }

    /// <summary>The bytes of a path, followed by the zero byte that ends a C string.</summary>
    internal static byte[] EncodeTerminated(string path)
    {
        var bytes = new List<byte>(path.Length + 8);
        Span<byte> utf8 = stackalloc byte[4];
        for (var i = 0; i < path.Length;)
        {
            if (IsEscape(path, i))
            {
                bytes.Add((byte)(path[i++] - 0xDC00));
                continue;
            }

            // A lone surrogate that is not one of ours becomes U+FFFD, as everywhere in .NET.
            Rune.DecodeFromUtf16(path.AsSpan(i), out var rune, out var length);
            bytes.AddRange(utf8[..rune.EncodeToUtf8(utf8)]);
            i += length;
        }

        bytes.Add(0);
        return [.. bytes];
    }

    /// <summary>Whether .NET's own file functions would open another file than <paramref name="path"/>.</summary>
    public static bool IsOutsideUtf8(string path)
    {
        for (var i = 0; i < path.Length; i++)
        {
            if (IsEscape(path, i)) return true;
        }

        return false;
    }

    /// <summary>The path for people and result files: bytes outside UTF-8 become <c>\xNN</c>.</summary>
    public static string Display(string path)
    {
        if (!IsOutsideUtf8(path)) return path;
        var text = new StringBuilder(path.Length + 8);
        for (var i = 0; i < path.Length; i++)
        {
            if (IsEscape(path, i)) text.Append("\\x").Append((path[i] - 0xDC00).ToString("x2"));
            else text.Append(path[i]);
        }

        return text.ToString();
    }

    private static bool IsEscape(string path, int i) =>
        path[i] is >= FirstEscape and <= LastEscape && (i == 0 || !char.IsHighSurrogate(path[i - 1]));
}
