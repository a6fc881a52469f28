using System.Diagnostics;
using UneXt50.Results;
using UneXt50.Statistics;

namespace UneXt50.Writers;

/// <summary>
/// Brings what another writer has written to the disk from time to time, also while no outcome comes: a process that is
/// killed, or a board that loses its power, loses what is younger.
/// </summary>
public sealed class CheckpointingWriter : IResultWriter
{
    // The record lists every row, so that a checkpoint takes longer as they come: one twentieth of a long run at most.
    private const int PauseForEach = 20;

    private readonly IResultWriter _writer;
    private readonly Lock _gate = new();
    private readonly ManualResetEventSlim _end = new();
    private readonly TimeSpan _interval;
    private readonly Thread _thread;
    private bool _isTried;
    private bool _isBegun;
    private bool _hasNews;
    private UneXt50Exception? _failure;

    /// <param name="writer">Writes; disposed with this one.</param>
    /// <param name="interval">Time from one checkpoint to the next, at least.</param>
    public CheckpointingWriter(IResultWriter writer, TimeSpan interval)
    {
        (_writer, _interval) = (writer, interval);
        _thread = new Thread(Run) { IsBackground = true, Name = "checkpoints" };
    }

    /// <inheritdoc/>
    public void Write(Outcome outcome)
    {
        lock (_gate)
        {
            if (_failure is not null) throw _failure;
            _writer.Write(outcome);
            _hasNews = true;
        }

        if (!_isTried) Begin();
    }

    /// <inheritdoc/>
    public void Checkpoint()
    {
        lock (_gate)
        {
            if (!_hasNews) return;
            _writer.Checkpoint();
            _hasNews = false;
        }
    }

    /// <inheritdoc/>
    public void Complete(RunSummary summary)
    {
        End();
        if (_failure is not null) throw _failure;
        _writer.Complete(summary);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        End();
        _end.Dispose();
        _writer.Dispose();
    }

    private void Begin()
    {
        _isTried = true;
        try
        {
            Threads.Begin(_thread);
            _isBegun = true;
        }
        catch (Threads.Shortage)
        {
            // The rows reach the disk at the end, as they would without checkpoints.
        }
    }

    private void End()
    {
        _end.Set();
        if (_isBegun) _thread.Join();
        _isBegun = false;
    }

    private void Run()
    {
        var pause = _interval;
        while (!_end.Wait(pause))
        {
            var begin = Stopwatch.GetTimestamp();
            try
            {
                Checkpoint();
            }
            catch (UneXt50Exception failure)
            {
                lock (_gate) _failure = failure;
                return;
            }

            var longer = PauseForEach * Stopwatch.GetElapsedTime(begin);
            pause = longer > _interval ? longer : _interval;
        }
    }
}
