using System.Globalization;

namespace UneXt50.Cameras;

/// <summary>What to give in place of what is no camera, where it can be told what was meant.</summary>
internal static class CameraAdvice
{
    private const string Kinds = "give auto, /dev/videoN, rpicam, rpicam:N, gst:csi, gst:PIPELINE or iot:N";

    private static readonly string[] Films =
    [
        ".mp4", ".m4v", ".mov", ".mkv", ".webm", ".avi", ".mpg", ".mpeg", ".ts", ".m2ts", ".mts", ".wmv", ".flv", ".ogv",
        ".3gp", ".mjpeg", ".mjpg", ".h264", ".h265", ".264", ".265", ".y4m",
    ];

    /// <summary>An instruction.</summary>
    public static string For(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            return Pipeline($"uridecodebin uri={Quoted(text)}", "a network camera is read through GStreamer");
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return $"give /dev/video{text}";
        if (text.StartsWith("video", StringComparison.Ordinal) && File.Exists($"/dev/{text}")) return $"give /dev/{text}";
        if (text is "csi") return "give rpicam on a Raspberry Pi, gst:csi on a Jetson";
        if (Array.Exists(Films, film => text.EndsWith(film, StringComparison.OrdinalIgnoreCase)) || IsFilm(text))
            return Pipeline($"filesrc location={Quoted(text)} ! decodebin", "a video is read through GStreamer");
        if (File.Exists(text) || Directory.Exists(text)) return $"name photos without {Setting.Camera}";
        return Kinds;
    }

    private static bool IsFilm(string path) =>
        File.Exists(path) && FileStart.Recognize(path, out _) is { Kind: FileFormat.Group.Film };

    private static string Pipeline(string source, string why) =>
        $"{why}: give 'gst:{source} ! videoconvert ! jpegenc'";

    private static string Quoted(string text) => text.Contains(' ', StringComparison.Ordinal) ? $"\"{text}\"" : text;
}
