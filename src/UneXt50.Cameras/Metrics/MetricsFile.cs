using System.Text;
using UneXt50.Cameras.Sinks;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras.Metrics;

/// <summary>
/// A file of metrics for the textfile collector of Prometheus' node_exporter: whole at any time, written anew every ten
/// seconds and at the end by a thread of its own. At the end it stays, with the last state.
/// </summary>
public sealed class MetricsFile : ISink
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(10);

    private readonly string _path;
    private readonly CameraMetrics _metrics;
    private readonly Outage _outage;
    private readonly CancellationTokenSource _end = new();
    private readonly Thread _writer;

    /// <summary>Writes the file for the first time.</summary>
    /// <exception cref="UneXt50Exception">It cannot be written.</exception>
    public MetricsFile(string path, CameraMetrics metrics, SinkEvents events)
    {
        (_path, _metrics, _outage) = (path, metrics, new Outage(events));
        Write();
        _writer = new Thread(WriteRegularly) { IsBackground = true, Name = "metrics file" };
        Threads.Begin(_writer);
    }

    /// <inheritdoc/>
    public void Take(Frame frame, Outcome outcome, bool isReported)
    {
        // The metrics have taken it.
    }

    /// <inheritdoc/>
    public void Complete()
    {
        End();
        Write();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _end.Dispose();
    }

    private void End()
    {
        _end.Cancel();
        _writer.Join();
    }

    private void WriteRegularly()
    {
        while (!_end.Token.WaitHandle.WaitOne(Interval))
        {
            try
            {
                Write();
                _outage.End(() => $"{_path}: metrics are written again");
            }
            catch (UneXt50Exception failure)
            {
                _outage.Begin(failure);
            }
        }
    }

    private void Write()
    {
        using var file = OutputFile.Create(_path);
        file.Write(Encoding.UTF8.GetBytes(_metrics.Render()));
        file.Complete();
    }
}
