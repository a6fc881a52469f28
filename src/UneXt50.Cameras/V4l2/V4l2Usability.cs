namespace UneXt50.Cameras.V4l2;

/// <summary>Why a video node is not a camera to read from, if so.</summary>
internal static class V4l2Usability
{
    /// <summary>Whether this is a sensor on the CSI connector, whose pictures need processing first.</summary>
    public static bool IsCsi(in V4l2Capability capability, List<uint> formats) =>
        IsCapture(capability)
        && (V4l2Device.Text(capability.Driver) is "unicam" or "rp1-cfe" or "tegra-video" || OnlyBayer(formats));

    /// <summary>Whether that sensor is a Jetson's.</summary>
    public static bool IsTegra(in V4l2Capability capability) =>
        V4l2Device.Text(capability.Driver).StartsWith("tegra", StringComparison.Ordinal);

    /// <summary>What is in the way, and what to do; null when nothing is.</summary>
    public static (string Problem, string Remedy)? Obstacle(in V4l2Capability capability, List<uint> formats)
    {
        if (!IsCapture(capability)) return ("this node delivers no pictures", CameraError.SeeList);
        if (IsCsi(capability, formats))
        {
            return ("it is a CSI camera, which delivers raw Bayer data here",
                IsTegra(capability) ? $"use {Setting.Camera} gst:csi" : $"use {Setting.Camera} rpicam");
        }

        if ((capability.OfThisNode & V4l2Capability.Streaming) == 0)
        {
            return ("its driver cannot stream", "use another camera");
        }

        if (formats.Exists(code => FourCc.Format(code) is not null)) return null;
        if (formats.Count == 0) return ("it offers no picture format", CameraError.SeeList);
        return ($"it delivers only {string.Join(", ", formats.Select(FourCc.Name))}, which is not supported",
            "use a camera that has MJPG, YUYV, NV12, RGB3, BGR3 or GREY");
    }

    private static bool IsCapture(in V4l2Capability capability)
    {
        const uint Converters = V4l2Capability.MemoryToMemory | V4l2Capability.MemoryToMemoryMultiplanar;
        return (capability.OfThisNode & V4l2Capability.VideoCapture) != 0 && (capability.OfThisNode & Converters) == 0;
    }

    private static bool OnlyBayer(List<uint> formats) => formats.Count > 0 && formats.TrueForAll(FourCc.IsBayer);
}
