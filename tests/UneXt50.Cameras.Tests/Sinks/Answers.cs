using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras.Tests.Sinks;

/// <summary>Frames and answers to them, for sinks to take.</summary>
internal static class Answers
{
    public static readonly string[] Labels = ["apple scab", "grape, black rot", "soy"];

    private static readonly DateTime Start = new(2026, 1, 31, 12, 0, 0, DateTimeKind.Utc);

    /// <summary>An answer with these probabilities of the three classes.</summary>
    public static Outcome Of(params float[] probabilities) => new(
        "camera@now",
        new Prediction(
            [1, 2], [.. probabilities.Select(probability => MathF.Log(probability))], Labels,
            new StageTimes(TimeSpan.FromMilliseconds(2), TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(30))),
        null);

    public static Outcome Failure { get; } = new(
        "camera@now", null, new UneXt50Exception(ErrorKind.Input, "camera@now", "it is damaged", "look away"));

    /// <summary>A frame that came so many seconds after noon.</summary>
    public static Frame Frame(double second = 0, byte[]? data = null, PixelLayout? layout = null) =>
        new("camera@now", data ?? [0xFF, 0xD8, 1, 2, 3], layout) { Arrival = Start.AddSeconds(second) };
}
