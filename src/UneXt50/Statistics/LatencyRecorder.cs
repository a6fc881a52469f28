using System.Diagnostics;
using UneXt50.Results;

namespace UneXt50.Statistics;

/// <summary>
/// Follows a run: counts outcomes and the time of each stage in constant memory. The run's wall time begins when the
/// recorder is made. Not for several threads at once.
/// </summary>
public sealed class LatencyRecorder
{
    private readonly long _start = Stopwatch.GetTimestamp();
    private readonly LatencyHistogram _decode = new();
    private readonly LatencyHistogram _preprocess = new();
    private readonly LatencyHistogram _inference = new();
    private readonly LatencyHistogram _heads = new();
    private readonly LatencyHistogram _rest = new();
    private readonly LatencyHistogram _total = new();
    private long _succeeded;
    private long _failed;

    /// <summary>Counts an outcome; only successful ones have times.</summary>
    public void Record(Outcome outcome)
    {
        if (outcome.Prediction is not { } prediction)
        {
            _failed++;
            return;
        }

        _succeeded++;
        var times = prediction.Times;
        _decode.Record(times.Decode);
        _preprocess.Record(times.Preprocess);
        _inference.Record(times.Inference);
        if (prediction.Heads.Count > 0) _heads.Record(times.Heads);
        _rest.Record(times.Rest);
        _total.Record(times.Total);
    }

    /// <summary>The run so far.</summary>
    /// <param name="modelLoad">How long loading the model took.</param>
    /// <param name="interrupted">Whether the run was stopped before its last input.</param>
    public RunSummary Summarize(TimeSpan modelLoad, bool interrupted = false) => new()
    {
        Succeeded = _succeeded,
        Failed = _failed,
        Interrupted = interrupted,
        WallSeconds = Math.Round(Stopwatch.GetElapsedTime(_start).TotalSeconds, 6),
        ModelLoadMilliseconds = Math.Round(modelLoad.TotalMilliseconds, 3),
        LatencyMilliseconds = new StageLatencies(
            _decode.Summarize(), _preprocess.Summarize(), _inference.Summarize(),
            _heads.Count > 0 ? _heads.Summarize() : null, _rest.Summarize(), _total.Summarize()),
        PeakResidentBytes = MemoryUse.PeakResidentBytes(),
        ManagedHeapBytes = MemoryUse.ManagedHeapBytes,
    };
}
