using UneXt50.Cameras.Metrics;
using UneXt50.Results;

namespace UneXt50.Cameras.Serving;

/// <summary>Counts what a server does, for Prometheus; from any thread.</summary>
internal sealed class ServingMetrics(UneXt50Model model)
{
    private readonly Lock _gate = new();
    private readonly ProcessMetrics _process = new(model);
    private readonly StageHistograms _stages = new();
    private readonly LabelCounts _labels = new();
    private readonly SortedDictionary<(string Path, string Status), long> _requests = [];
    private long _open;
    private long _worked;
    private long _left;
    private long _answered;
    private long _failed;

    /// <summary>A request is being answered.</summary>
    public void Begin() => Interlocked.Increment(ref _open);

    /// <summary>Its answer is known.</summary>
    /// <param name="path">One of those that are served, or <c>(others)</c>.</param>
    /// <param name="status">Three digits; null where the caller has left.</param>
    public void End(string path, string? status)
    {
        Interlocked.Decrement(ref _open);
        lock (_gate)
        {
            if (status is null) _left++;
            else _requests[(path, status)] = _requests.GetValueOrDefault((path, status)) + 1;
        }
    }

    /// <summary>Its pictures are read: they wait, or are worked on.</summary>
    public void BeginWork() => Interlocked.Increment(ref _worked);

    /// <summary>They are done.</summary>
    public void EndWork() => Interlocked.Decrement(ref _worked);

    public void Count(IEnumerable<Outcome> outcomes)
    {
        lock (_gate)
        {
            foreach (var outcome in outcomes)
            {
                if (outcome.Prediction is not { } prediction)
                {
                    _failed++;
                    continue;
                }

                _answered++;
                _stages.Record(prediction.Times);
                if (prediction.BestLabel is { } label) _labels.Add(label);
            }
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
            text.Family("unext50_pictures_total", "counter", "Pictures by what became of them.");
            text.Sample(_answered, ("outcome", "answered"));
            text.Sample(_failed, ("outcome", "failed"));
            text.Family("unext50_requests_total", "counter", "Requests that were answered, by path and status.");
            foreach (var ((path, status), count) in _requests)
                text.Sample(count, ("path", path), ("status", status));
            text.Single(
                "unext50_callers_left_total", "counter", "Requests whose caller left before the answer.", _left);
        }

        text.Single(
            "unext50_requests_open", "gauge", "Requests that are being read, wait or are worked on.",
            Interlocked.Read(ref _open));
        text.Single(
            "unext50_requests_queued", "gauge", "Requests that wait or are worked on.", Interlocked.Read(ref _worked));
        return text.ToString();
    }
}
