using UneXt50.Results;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>One run of one contender.</summary>
/// <param name="Start">When it began, from the beginning of the measurement.</param>
/// <param name="Times">Where the time went.</param>
/// <param name="Throttled">Whether the machine said, when last asked, that it was being slowed down.</param>
internal sealed record TimedRun(TimeSpan Start, StageTimes Times, bool Throttled);
