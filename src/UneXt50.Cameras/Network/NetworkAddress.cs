namespace UneXt50.Cameras.Network;

/// <summary>The address of a network camera.</summary>
internal static class NetworkAddress
{
    private const string Form = "write it as in rtsp://user:password@10.0.0.7:554/stream or http://10.0.0.7/image.jpg";

    private static readonly string[] Schemes = ["rtsp", "rtsps", "http", "https"];

    /// <summary>Whether a text is meant as one.</summary>
    public static bool Is(string text) =>
        text.IndexOf("://", StringComparison.Ordinal) is > 0 and var colon
        && Array.Exists(Schemes, scheme => scheme.Equals(text[..colon], StringComparison.OrdinalIgnoreCase));

    /// <summary>The address of an http camera, or an RTSP one.</summary>
    /// <exception cref="UneXt50Exception">It is none (Usage).</exception>
    public static Uri Parse(string text)
    {
        // A line end in it would be another line for whom it is written to.
        var isWhole = !text.Any(character => char.IsControl(character) || char.IsWhiteSpace(character));
        return isWhole && Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Host.Length > 0
            && Array.Exists(Schemes, scheme => scheme == address.Scheme) ? address
            : throw new UneXt50Exception(
                ErrorKind.Usage, Setting.Camera, $"'{AddressSecrets.Hide(text)}' is not an address", Form);
    }

    /// <summary>How an address that is not spoken to here may be read.</summary>
    public static string ThroughGStreamer(string address) =>
        $"through GStreamer it can be read: give 'gst:uridecodebin uri={address} ! videoconvert ! jpegenc'";

    /// <summary>Refuses what only the camera itself can set.</summary>
    /// <exception cref="UneXt50Exception">Something is asked for (Usage).</exception>
    public static void RequirePlain(string name, CameraRequest request, bool takesRate)
    {
        if ((request.Width, request.Height, request.Format) == (null, null, null)
            && (takesRate || request.Rate is null)) return;
        throw new UneXt50Exception(
            ErrorKind.Usage, name, "a network camera sets its size, rate and format itself",
            "choose them on its own page or by its address, and leave the options out");
    }
}
