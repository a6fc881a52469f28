using System.Globalization;
using UneXt50.Cameras.Films;
using UneXt50.Cameras.Network;

namespace UneXt50.Cameras;

/// <summary>What to give in place of what is no camera, where it can be told what was meant.</summary>
internal static class CameraAdvice
{
    private const string Kinds =
        "give auto, /dev/videoN, rpicam, rpicam:N, gst:csi, gst:PIPELINE, iot:N, rtsp://... or http://...";

    /// <summary>An instruction.</summary>
    public static string For(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal))
            return NetworkAddress.ThroughGStreamer(AddressSecrets.Hide(text));
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return $"give /dev/video{text}";
        if (text.StartsWith("video", StringComparison.Ordinal) && File.Exists($"/dev/{text}"))
            return $"give /dev/{text}";
        if (text is "csi") return "give rpicam on a Raspberry Pi, gst:csi on a Jetson";
        if (FilmFile.IsNamed(text) || FilmFile.Is(text)) return $"name films without {Setting.Camera}, as photos are";
        if (File.Exists(text) || Directory.Exists(text)) return $"name photos without {Setting.Camera}";
        return Kinds;
    }
}
