using UneXt50.Cameras.Sinks;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras.Metrics;

/// <summary>Counts what a camera's run does, for Prometheus. Written by the run, read by any thread.</summary>
public sealed class CameraMetrics : ISink
{
    private readonly Lock _gate = new();
    private readonly CameraMetricsOptions _options;
    private readonly StageHistograms _stages = new();
    private readonly LabelCounts _labels = new();
    private readonly ProcessMetrics _process;
    private long _answered;
    private long _failed;
    private DateTime _lastAnswer;

    /// <summary>Begins to count.</summary>
    public CameraMetrics(CameraMetricsOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        _options = options;
        _process = new ProcessMetrics(options.Model);
    }

    /// <inheritdoc/>
    public void Take(Frame frame, Outcome outcome, bool isReported)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        lock (_gate)
        {
            if (outcome.Prediction is not { } prediction)
            {
                _failed++;
                return;
            }

            _answered++;
            _lastAnswer = DateTime.UtcNow;
            _stages.Record(prediction.Times);
            if (isReported && prediction.BestLabel is { } label) _labels.Add(label);
        }
    }

    /// <summary>All metrics as they are now, in Prometheus' text format.</summary>
    public string Render()
    {
        var text = new PrometheusText();
        _process.WriteTo(text);
        lock (_gate)
        {
            _labels.WriteTo(text);
            _stages.WriteTo(text);
            text.Family(
                "unext50_frames_total", "counter",
                "Frames by what became of them; skipped ones gave way to newer ones.");
            text.Sample(_answered, ("outcome", "answered"));
            text.Sample(_failed, ("outcome", "failed"));
            text.Sample(_options.Feed.Skipped, ("outcome", "skipped"));
            text.Sample(_options.Feed.Damaged, ("outcome", "damaged"));
            text.Sample(_options.Feed.WarmUp, ("outcome", "warm_up"));
            if (_answered > 0)
            {
                text.Single(
                    "unext50_last_answer_timestamp_seconds", "gauge", "When a frame was last looked at.",
                    ProcessMetrics.Seconds(_lastAnswer));
            }
        }

        WriteState(text);
        return text.ToString();
    }

    /// <inheritdoc/>
    public void Complete()
    {
        // Counting has no end of its own.
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        // Holds nothing.
    }

    private void WriteState(PrometheusText text)
    {
        var feed = _options.Feed;
        text.Single("unext50_camera_up", "gauge", "Whether the camera works (1) or is lost (0).", feed.IsLost ? 0 : 1);
        text.Single("unext50_camera_reconnects_total", "counter", "How often the camera came back.", feed.Reconnects);
        text.Family(
            "unext50_failures_total", "counter",
            "What was lost: frames that are not pictures, answers to MQTT, frames to save.");
        text.Sample(Interlocked.Read(ref _failed), ("kind", "frame"));
        if (_options.Mqtt is { } lossy) text.Sample(lossy.Dropped, ("kind", "mqtt"));
        if (_options.Saver is { } saver)
        {
            text.Sample(saver.Lost, ("kind", "save"));
            text.Single("unext50_saved_frames_total", "counter", "Frames that were saved.", saver.Saved);
        }

        if (_options.Mqtt is not { } mqtt) return;
        text.Single(
            "unext50_mqtt_connected", "gauge", "Whether the broker is there (1) or away (0).",
            mqtt.IsConnected ? 1 : 0);
        text.Single("unext50_mqtt_delivered_total", "counter", "Answers the broker has acknowledged.", mqtt.Delivered);
        text.Single("unext50_mqtt_waiting", "gauge", "Answers that wait for the broker.", mqtt.Waiting);
    }
}
