using UneXt50.Cameras.Service;
using UneXt50.Cameras.Sinks;
using UneXt50.Heads;
using UneXt50.Imaging;

namespace UneXt50.Cameras;

/// <summary>Which frames of a camera are looked at, which are reported, and when to end.</summary>
public sealed record CameraPipelineOptions
{
    /// <summary>End with the frame that has this many results; null for no such end.</summary>
    public long? Count { get; init; }

    /// <summary>End after this long; null for no such end.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>From the beginning of one capture to that of the next; zero takes frame after frame.</summary>
    public TimeSpan Interval { get; init; }

    /// <summary>Models behind the features; the first one's answer is the class that is held.</summary>
    public IReadOnlyList<HeadModel> Heads { get; init; } = [];

    /// <summary>Report only the frames whose held class differs from the one reported before.</summary>
    public bool OnChange { get; init; }

    /// <summary>
    /// How many frames in a row must have the same best class until it is held; a frame with another best class than
    /// the held one is not reported. 1 reports every frame.
    /// </summary>
    public int Hold { get; init; } = 1;

    /// <summary>Waits for what starts a capture; null captures at the pace of <see cref="Interval"/>.</summary>
    public Action<CancellationToken>? Trigger { get; init; }

    /// <summary>Is given a sign of life when a frame is taken, and when the next one is waited for.</summary>
    public Pulse? Pulse { get; init; }

    /// <summary>Where else every answer goes; they are opened, completed and disposed by the caller.</summary>
    public IReadOnlyList<ISink> Sinks { get; init; } = [];

    /// <summary>How the camera hangs, and which parts of what it sees are looked at.</summary>
    public Mounting Mounting { get; init; } = Mounting.Upright;

    /// <summary>
    /// Told the held classes after every frame, reported or not: one for each region, null while none is held.
    /// </summary>
    public Action<IReadOnlyList<string?>>? Held { get; init; }
}
