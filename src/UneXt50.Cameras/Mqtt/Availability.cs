namespace UneXt50.Cameras.Mqtt;

/// <summary>What stands on the availability topic; Home Assistant expects these words.</summary>
internal static class Availability
{
    public static byte[] Online { get; } = "online"u8.ToArray();

    public static byte[] Offline { get; } = "offline"u8.ToArray();
}
