using System.Text;

namespace UneXt50.Labels;

/// <summary>
/// A file with class names: text with one a line, or a list or table in JSON or as Python prints it
/// (<see cref="LabelText"/>).
/// </summary>
internal static class LabelsFile
{
    /// <summary>
    /// Stands for the names of ImageNet's 1,000 classes, as torchvision gives them (models/_meta.py, BSD-3-Clause); a
    /// file of that name is <c>./imagenet</c>.
    /// </summary>
    public const string ImageNet = "imagenet";

    private const string Remedy =
        "give text with one class name a line, in the order of the classes, or a JSON list of them";

    private const int MaximumBytes = 16 << 20;
    private static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding Utf16 = new(false, false, throwOnInvalidBytes: true);
    private static readonly UnicodeEncoding BigEndianUtf16 = new(true, false, throwOnInvalidBytes: true);

    /// <summary>The names, in order, without surrounding blanks.</summary>
    /// <param name="path">The file, UTF-8 or, with a byte order mark, UTF-16; or <see cref="ImageNet"/>.</param>
    /// <param name="kind">Which part of the program refuses it.</param>
    /// <exception cref="UneXt50Exception">It is missing or no list of names.</exception>
    public static LabelList Read(string path, ErrorKind kind = ErrorKind.Checkpoint)
    {
        try
        {
            return LabelText.Read(path == ImageNet ? Utf8.GetString(ImageNetNames()) : Text(path, kind));
        }
        catch (FormatException damage)
        {
            throw new UneXt50Exception(kind, path, damage.Message, Remedy, damage);
        }
    }

    private static string Text(string path, ErrorKind kind)
    {
        var bytes = InputFile.Read(path, kind, stream =>
        {
            if (stream.Length > MaximumBytes) throw new FormatException("it is too large for a list of labels");
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        });
        var format = FileFormat.Recognize(bytes.AsSpan(0, Math.Min(bytes.Length, FileFormat.BytesNeeded)));
        // What is text, too, and nobody's labels. Names like BMW and P1 begin as pictures do.
        if (format is { Kind: FileFormat.Group.Other })
            throw new UneXt50Exception(kind, path, $"it is {format.Name}", format.Remedy);
        try
        {
            var text = Decode(bytes);
            if (!text.Contains('\0', StringComparison.Ordinal)) return text;
        }
        catch (DecoderFallbackException)
        {
            // Said below.
        }

        throw new FormatException(format is null ? "it is not UTF-8 text" : $"it is {format.Name}, not UTF-8 text");
    }

    private static string Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var text] => Utf8.GetString(text),
        [0xFF, 0xFE, .. var text] => Utf16.GetString(text),
        [0xFE, 0xFF, .. var text] => BigEndianUtf16.GetString(text),
        _ => Utf8.GetString(bytes),
    };

    private static byte[] ImageNetNames()
    {
        using var stream = typeof(LabelsFile).Assembly.GetManifestResourceStream("imagenet-1k.txt")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
