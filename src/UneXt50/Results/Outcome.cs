namespace UneXt50.Results;

/// <summary>What became of one input: a prediction or an error, never both.</summary>
/// <param name="Input">The input's name.</param>
/// <param name="Prediction">The answer, or null when the input failed.</param>
/// <param name="Error">Why it failed, or null.</param>
public sealed record Outcome(string Input, Prediction? Prediction, UneXt50Exception? Error)
{
    /// <summary>Where a frame of a camera comes from; null for photos.</summary>
    public Capture? Capture { get; init; }

    /// <summary>How far into its film a frame is shown; null for what is no film's.</summary>
    public TimeSpan? FilmTime { get; init; }

    /// <summary>When a frame of a camera arrived, or of a film is shown ("00:00:12.400"); null for photos.</summary>
    public string? Time => Capture?.Time ?? (FilmTime is { } time ? FilmMoment.Text(time) : null);
}

/// <summary>An outcome in one word or one sentence, the same in every format.</summary>
internal static class OutcomeStatus
{
    /// <summary>"ok", or what went wrong and what to do; the input is named elsewhere in the row.</summary>
    public static string Status(this Outcome outcome) => outcome.Error is { } error ? error.Explanation() : "ok";

    /// <summary>What went wrong and what to do, without the subject.</summary>
    public static string Explanation(this UneXt50Exception error) => $"{error.Problem}; {error.Remedy}";
}
