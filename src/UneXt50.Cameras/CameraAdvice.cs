using System.Globalization;
using UneXt50.Cameras.Films;

namespace UneXt50.Cameras;

/// <summary>What to give in place of what is no camera, where it can be told what was meant.</summary>
internal static class CameraAdvice
{
    /// <summary>For a network camera that is away.</summary>
    public const string Reach =
        $"check that it is on and can be reached from here, or wait for it with {Setting.ReconnectForever}";

    private const string Kinds =
        "give auto, /dev/videoN, rpicam, rpicam:N, gst:csi, gst:PIPELINE, iot:N, rtsp://... or http://...";

    /// <summary>An instruction.</summary>
    public static string For(string text)
    {
        if (text.Contains("://", StringComparison.Ordinal)) return Uri(AddressSecrets.Hide(text));
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _)) return $"give /dev/video{text}";
        if (text.StartsWith("video", StringComparison.Ordinal) && File.Exists($"/dev/{text}"))
            return $"give /dev/{text}";
        if (text is "csi") return "give rpicam on a Raspberry Pi, gst:csi on a Jetson";
        if (FilmFile.IsNamed(text) || FilmFile.Is(text)) return $"name films without {Setting.Camera}, as photos are";
        if (File.Exists(text) || Directory.Exists(text)) return $"name photos without {Setting.Camera}";
        return Kinds;
    }

    /// <summary>How an address that is not spoken to here may be read.</summary>
    public static string Uri(string address) =>
        $"through GStreamer it can be read: give 'gst:uridecodebin uri={address} ! videoconvert ! jpegenc'";
}
