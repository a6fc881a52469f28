using System.Text;

namespace UneXt50;

/// <summary>A list of class names: UTF-8 text, one a line.</summary>
internal static class LabelsFile
{
    /// <summary>
    /// Stands for the names of ImageNet's 1,000 classes, as torchvision gives them (models/_meta.py, BSD-3-Clause); a
    /// file of that name is <c>./imagenet</c>.
    /// </summary>
    public const string ImageNet = "imagenet";

    private const int MaximumBytes = 16 << 20;
    private static readonly UTF8Encoding StrictUtf8 = new(false, throwOnInvalidBytes: true);

    /// <summary>The names, in order, without surrounding blanks.</summary>
    /// <exception cref="UneXt50Exception">It is missing; a line is empty, repeated or no text (Checkpoint).</exception>
    public static IReadOnlyList<string> Read(string path, ErrorKind kind = ErrorKind.Checkpoint)
    {
        var text = path == ImageNet ? ReadImageNet() : ReadText(path, kind);
        var labels = text.TrimStart('\uFEFF').TrimEnd().Split('\n', StringSplitOptions.TrimEntries);
        var lines = new Dictionary<string, int>();
        for (var line = 1; line <= labels.Length; line++)
        {
            var label = labels[line - 1];
            if (label.Length == 0)
                throw Refused(kind, path, labels.Length == 1 ? "it is empty" : $"line {line} is empty");
            if (label.Any(char.IsControl)) throw Refused(kind, path, $"line {line} holds a control character");
            if (!lines.TryAdd(label, line))
                throw Refused(kind, path, $"line {line} repeats line {lines[label]}, '{label}'");
        }

        return labels;
    }

    private static string ReadText(string path, ErrorKind kind) => InputFile.Read(path, kind, stream =>
    {
        if (stream.Length > MaximumBytes) throw Refused(kind, path, "it is too large for a list of labels");
        try
        {
            using var reader = new StreamReader(stream, StrictUtf8, detectEncodingFromByteOrderMarks: false);
            return reader.ReadToEnd();
        }
        catch (DecoderFallbackException failure)
        {
            throw Refused(kind, path, "it is not UTF-8 text", failure);
        }
    });

    private static string ReadImageNet()
    {
        using var stream = typeof(LabelsFile).Assembly.GetManifestResourceStream("imagenet-1k.txt")!;
        using var reader = new StreamReader(stream, StrictUtf8);
        return reader.ReadToEnd();
    }

    private static UneXt50Exception Refused(ErrorKind kind, string path, string problem, Exception? inner = null) =>
        new(kind, path, problem, "give a text file with one class name a line", inner);
}
