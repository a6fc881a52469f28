namespace UneXt50.Cameras.Films;

/// <summary>How films are read.</summary>
public sealed record FilmOptions
{
    /// <summary>Which frames; null for all.</summary>
    public FilmInterval? Every { get; init; }

    /// <summary>Told once which program reads them.</summary>
    public Action<string>? Told { get; init; }

    /// <summary>Why films cannot be taken here, and what to do; null where they can.</summary>
    public (string Problem, string Remedy)? Refusal { get; init; }
}
