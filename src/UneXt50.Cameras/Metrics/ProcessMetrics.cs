using UneXt50.Cameras.Sinks;

namespace UneXt50.Cameras.Metrics;

/// <summary>What every process says of itself and its model.</summary>
internal sealed class ProcessMetrics(UneXt50Model model)
{
    private readonly string _sha256 = model.Sha256;
    private readonly double _start = Seconds(DateTime.UtcNow);

    public void WriteTo(PrometheusText text)
    {
        text.Family("unext50_info", "gauge", "The version that runs and the model it runs; the value is always 1.");
        text.Sample(
            1, ("version", ProgramVersion.Text), ("model", Path.GetFileName(model.Path)),
            ("model_sha256", _sha256), ("architecture", model.Card.Architecture),
            ("precision", model.Card.Precision));
        text.Single("unext50_start_time_seconds", "gauge", "When the run began.", _start);
        text.Single(
            "unext50_resident_memory_bytes", "gauge", "Resident memory of the process.", Environment.WorkingSet);
    }

    /// <summary>A time as Prometheus has it.</summary>
    public static double Seconds(DateTime time) => (time - DateTime.UnixEpoch).TotalSeconds;
}
