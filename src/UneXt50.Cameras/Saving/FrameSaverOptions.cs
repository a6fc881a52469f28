using UneXt50.Cameras.Sinks;

namespace UneXt50.Cameras.Saving;

/// <summary>Which frames are saved, where, and how many of them stay.</summary>
/// <param name="Folder">Where; made if it is missing.</param>
/// <param name="Rules">A frame that fulfils any of them is saved.</param>
public sealed record FrameSaverOptions(string Folder, IReadOnlyList<SaveRule> Rules)
{
    /// <summary>The bytes that saved frames, and labelled ones, may have if nothing else is said.</summary>
    public const long DefaultLimit = 500_000_000;

    /// <summary>The bytes that saved frames may take together; the oldest make room for new ones.</summary>
    public long Limit { get; init; } = DefaultLimit;

    /// <summary>At least this long between two frames of one class; zero for every frame.</summary>
    public TimeSpan Interval { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>Who is told of trouble with the folder.</summary>
    public SinkEvents Events { get; init; } = new();
}
