namespace UneXt50.Cameras.Sinks;

/// <summary>Who is told of a sink's trouble; called on threads of the sink's own.</summary>
public sealed record SinkEvents
{
    /// <summary>Told once for each outage and reason; the sink goes on trying.</summary>
    public Action<UneXt50Exception>? Lost { get; init; }

    /// <summary>Told in one sentence when it works again.</summary>
    public Action<string>? Restored { get; init; }
}
