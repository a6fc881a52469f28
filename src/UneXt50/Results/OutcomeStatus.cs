namespace UneXt50.Results;

/// <summary>An outcome in one word or one sentence, the same in every format.</summary>
internal static class OutcomeStatus
{
    /// <summary>"ok", or what went wrong and what to do; the input is named elsewhere in the row.</summary>
    public static string Status(this Outcome outcome) => outcome.Error is { } error ? error.Explanation() : "ok";

    /// <summary>What went wrong and what to do, without the subject.</summary>
    public static string Explanation(this UneXt50Exception error) => $"{error.Problem}; {error.Remedy}";
}
