using UneXt50.Cameras.Service;

namespace UneXt50.Cameras;

/// <summary>What a <see cref="CameraFeed"/> does when its camera fails.</summary>
public sealed record CameraFeedOptions
{
    /// <summary>
    /// Open it again, with growing pauses, for as long as it takes; otherwise the feed ends. A camera that has not
    /// delivered a frame yet is not opened again: what is wrong then does not pass by itself.
    /// </summary>
    public bool Reconnect { get; init; } = true;

    /// <summary>
    /// Wait for one that has never delivered a frame, too, whatever is wrong with it: from the first opening on.
    /// </summary>
    public bool ReconnectForever { get; init; }

    /// <summary>How long only damaged frames may come before that counts as a failure.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Which frames are passed over after each opening; null for what suits the camera.</summary>
    public WarmUp? WarmUp { get; init; }

    /// <summary>Is given a sign of life with every frame, and with every attempt to open the camera again.</summary>
    public Pulse? Pulse { get; init; }

    /// <summary>
    /// How long such signs may be missing while all is well: a stalled camera, then the longest pause.
    /// </summary>
    public TimeSpan LongestSilence => Timeout + Backoff.Longest;

    /// <summary>Told once for each outage and reason, on the feed's own thread.</summary>
    public Action<UneXt50Exception>? Lost { get; init; }

    /// <summary>Told when frames come again, on the feed's own thread.</summary>
    public Action<ICamera>? Restored { get; init; }

    /// <summary>
    /// Told once after an opening when frames without a picture are no longer passed over
    /// (<see cref="WarmUp.LongestBlank"/>), on the feed's own thread.
    /// </summary>
    public Action<ICamera>? Blank { get; init; }
}
