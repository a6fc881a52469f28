using System.Diagnostics;
using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Heads;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Diagnostics.SplitEncoder;

/// <summary>Encoder and head as two sessions, the one's features handed to the other.</summary>
internal sealed class SplitNetwork : IContender, IDisposable
{
    private readonly UneXt50Model _encoder;
    private readonly HeadModel _head;

    private SplitNetwork(UneXt50Model encoder, HeadModel head, TimeSpan loadTime) =>
        (_encoder, _head, LoadTime) = (encoder, head, loadTime);

    /// <summary>How long loading both took.</summary>
    public TimeSpan LoadTime { get; }

    public static SplitNetwork Load(string encoderPath, string headPath, ModelOptions options)
    {
        var start = Stopwatch.GetTimestamp();
        var encoder = UneXt50Model.Load(encoderPath, options);
        try
        {
            return new SplitNetwork(encoder, HeadModel.Load(headPath), Stopwatch.GetElapsedTime(start));
        }
        catch
        {
            encoder.Dispose();
            throw;
        }
    }

    public StageTimes Run(Frame photo) => Classify(photo).Times;

    /// <summary>What both say of a photo; the head's time counts as the network's.</summary>
    public (float[] Features, float[] Logits, StageTimes Times) Classify(Frame photo)
    {
        var encoded = _encoder.Classify(photo);
        var start = Stopwatch.GetTimestamp();
        var answer = _head.Classify(encoded.Features);
        var times = encoded.Times with { Inference = encoded.Times.Inference + Stopwatch.GetElapsedTime(start) };
        return (encoded.Features, answer.Outputs[0].Values, times);
    }

    public void Dispose()
    {
        _head.Dispose();
        _encoder.Dispose();
    }
}
