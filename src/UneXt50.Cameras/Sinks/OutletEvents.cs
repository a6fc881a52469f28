namespace UneXt50.Cameras.Sinks;

/// <summary>Who is told of an outlet's trouble; called on threads of the outlet's own.</summary>
public sealed record OutletEvents
{
    /// <summary>Told once for each outage and reason; the outlet goes on trying.</summary>
    public Action<UneXt50Exception>? Lost { get; init; }

    /// <summary>Told in one sentence when it works again.</summary>
    public Action<string>? Restored { get; init; }
}
