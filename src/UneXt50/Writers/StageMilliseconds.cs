using UneXt50.Results;

namespace UneXt50.Writers;

/// <summary>One photo's times as JSON has them, in milliseconds to the microsecond; without heads, none of theirs.</summary>
internal sealed record StageMilliseconds(
    double Decode, double Preprocess, double Inference, double? Heads, double Rest, double Total)
{
    public static StageMilliseconds From(StageTimes times) => new(
        Round(times.Decode), Round(times.Preprocess), Round(times.Inference),
        times.Heads == TimeSpan.Zero ? null : Round(times.Heads), Round(times.Rest), Round(times.Total));

    private static double Round(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
