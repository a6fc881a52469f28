using System.Collections.Concurrent;
using System.Diagnostics;
using UneXt50.Sources;

namespace UneXt50.Inference;

/// <summary>
/// Decodes and preprocesses a few inputs ahead of whoever takes them. Order is kept by a queue of tasks: the oldest is
/// waited for, the younger ones run meanwhile.
/// </summary>
internal sealed class DecodeAhead : IDisposable
{
    private readonly UneXt50Model _model;
    private readonly IEnumerator<Photo> _inputs;
    private readonly int _depth;
    private readonly Queue<Task<PreparedPhoto>> _queue = new();
    private readonly ConcurrentBag<float[]> _free = [];
    private readonly TaskFactory<PreparedPhoto> _decoders;
    private bool _ended;

    public DecodeAhead(UneXt50Model model, IEnumerable<Photo> inputs, int threads, int depth)
    {
        _model = model;
        _inputs = inputs.GetEnumerator();
        _depth = depth;
        var limited = new ConcurrentExclusiveSchedulerPair(TaskScheduler.Default, threads).ConcurrentScheduler;
        _decoders = new TaskFactory<PreparedPhoto>(limited);
    }

    /// <summary>The next input in order, prepared; null at the end.</summary>
    public PreparedPhoto? Next()
    {
        TopUp();
        if (!_queue.TryDequeue(out var oldest)) return null;
        var prepared = oldest.GetAwaiter().GetResult();
        TopUp();
        return prepared;
    }

    /// <summary>Gives planes back once they have been copied.</summary>
    public void Recycle(float[] planes) => _free.Add(planes);

    public void Dispose()
    {
        // A decode that is under way still uses the model's tables: let it end.
        while (_queue.TryDequeue(out var task)) task.GetAwaiter().GetResult();
        _inputs.Dispose();
    }

    private void TopUp()
    {
        while (!_ended && _queue.Count < _depth)
        {
            _ended = !_inputs.MoveNext();
            if (_ended) break;
            var photo = _inputs.Current;
            _queue.Enqueue(_decoders.StartNew(() => Prepare(photo)));
        }
    }

    private PreparedPhoto Prepare(Photo photo)
    {
        try
        {
            var start = Stopwatch.GetTimestamp();
            using var image = _model.Decode(photo.Read());
            var decoded = Stopwatch.GetTimestamp();
            if (!_free.TryTake(out var planes)) planes = new float[_model.InputLength];
            _model.Preprocess(image, planes);
            var times = new StageTimes(
                Stopwatch.GetElapsedTime(start, decoded), Stopwatch.GetElapsedTime(decoded), TimeSpan.Zero);
            return new PreparedPhoto(photo.Name, planes, times, null);
        }
        catch (UneXt50Exception e)
        {
            return new PreparedPhoto(photo.Name, null, default, e);
        }
    }
}
