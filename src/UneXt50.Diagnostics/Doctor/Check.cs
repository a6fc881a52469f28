namespace UneXt50.Diagnostics.Doctor;

/// <summary>One thing that was looked at.</summary>
/// <param name="Name">What: "memory", "model". A name may come twice.</param>
/// <param name="State">How it is.</param>
/// <param name="Finding">What was found, with its numbers.</param>
/// <param name="Remedy">What to do about it, as an instruction; null when all is well.</param>
public sealed record Check(string Name, CheckState State, string Finding, string? Remedy = null)
{
    /// <summary>What to do about it, as an instruction; null when all is well.</summary>
    public string? Remedy { get; } = Remedy is null ? null : Setting.Worded(Remedy);

    internal static Check Ok(string name, string finding) => new(name, CheckState.Ok, finding);

    internal static Check Warning(string name, string finding, string remedy) =>
        new(name, CheckState.Warning, finding, remedy);

    internal static Check Problem(string name, string finding, string remedy) =>
        new(name, CheckState.Problem, finding, remedy);

    internal static Check Problem(string name, UneXt50Exception error) =>
        Problem(name, $"{error.Subject}: {error.Problem}", error.Remedy);
}
