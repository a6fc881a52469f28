using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>The errors a picture can cause, so that every format words them alike.</summary>
internal static class ImageError
{
    public static UneXt50Exception Empty(Frame frame) =>
        Make(frame, "the file is empty", "copy or download it again");

    /// <summary>What it is instead, where its first bytes tell.</summary>
    public static UneXt50Exception UnknownFormat(Frame frame)
    {
        var start = frame.Data.Span;
        return FileFormat.Recognize(start[..Math.Min(start.Length, FileFormat.BytesNeeded)]) is { } format
            ? Make(frame, $"it is {format.Name}", format.Remedy)
            : Make(frame, "not a picture in a known format", "give a JPEG, PNG, WebP, GIF or BMP file");
    }

    public static UneXt50Exception Truncated(Frame frame, string format) =>
        Make(frame, $"the {format} data ends too early", "copy or download the file again");

    public static UneXt50Exception Damaged(Frame frame, string format, Exception? inner = null) =>
        Make(
            frame,
            $"the {format} data is damaged or of an unsupported kind",
            "convert the file or download it again",
            inner);

    /// <param name="frame">The picture.</param>
    /// <param name="format">Its format.</param>
    /// <param name="kind">The kind of such files that is not read: "with 2 bits a pixel".</param>
    public static UneXt50Exception Unsupported(Frame frame, string format, string kind) =>
        Make(frame, $"{format} files {kind} are not supported", "convert it to PNG first, for example with 'magick'");

    public static UneXt50Exception OutOfMemory(Frame frame, OutOfMemoryException inner) =>
        Make(frame, "the picture does not fit in memory", "scale it down first", inner);

    public static UneXt50Exception TooLarge(Frame frame, int width, int height, string limit) =>
        Make(
            frame,
            $"the picture is {width}x{height} pixels by its header, too large to decode ({limit})",
            "scale it down first");

    private static UneXt50Exception Make(Frame frame, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Input, frame.Name, problem, remedy, inner);
}
