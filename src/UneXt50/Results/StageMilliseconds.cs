using UneXt50.Inference;

namespace UneXt50.Results;

/// <summary>One photo's times as JSON has them, in milliseconds to the microsecond.</summary>
internal sealed record StageMilliseconds(double Decode, double Preprocess, double Inference, double Rest, double Total)
{
    public static StageMilliseconds From(StageTimes times) => new(
        Round(times.Decode), Round(times.Preprocess), Round(times.Inference), Round(times.Rest), Round(times.Total));

    private static double Round(TimeSpan time) => Math.Round(time.TotalMilliseconds, 3);
}
