using Microsoft.ML.OnnxRuntime;
using UneXt50.Imaging;

namespace UneXt50.Inference;

/// <summary>
/// The buffers of a run, bound to the session once and used again and again: fill <see cref="Input"/>, call
/// <see cref="Run"/>, read the rows. Nothing is allocated by a run.
/// </summary>
internal sealed class OnnxRuntimeBatch : INetworkBatch
{
    private readonly OnnxRuntimeNetwork _session;
    private readonly RunOptions _runOptions = new();
    private readonly string[] _inputNames;
    private readonly string[] _outputNames;
    private readonly float[] _features;
    private readonly float[] _logits;
    private OrtValue[] _inputs = [];
    private OrtValue[] _outputs = [];
    private int _boundCount;

    public OnnxRuntimeBatch(OnnxRuntimeNetwork session, int capacity)
    {
        _session = session;
        _inputNames = [session.InputName];
        _outputNames = session.ClassCount > 0 ? ["features", "logits"] : ["features"];
        Input = new InputTensor(capacity, session.Card.Preprocess.InputSize);
        _features = GC.AllocateArray<float>(capacity * session.FeatureWidth, pinned: true);
        _logits = GC.AllocateArray<float>(capacity * session.ClassCount, pinned: true);
    }

    /// <summary>The photos of the next run.</summary>
    public InputTensor Input { get; }

    /// <summary>Runs the network on the first <paramref name="count"/> photos of <see cref="Input"/>.</summary>
    /// <param name="count">How many.</param>
    /// <param name="cancellation">Ends the run in the middle: a loop in the graph may have no end of its own.</param>
    /// <exception cref="UneXt50Exception">The network failed, as it may when the model file is damaged.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public void Run(int count, CancellationToken cancellation = default)
    {
        var stop = cancellation.UnsafeRegister(
            static options => ((RunOptions)options!).Terminate = true, _runOptions);
        try
        {
            if (count != _boundCount) Bind(count);
            _session.Session.Run(_runOptions, _inputNames, _inputs, _outputNames, _outputs);
        }
        catch (OnnxRuntimeException e)
        {
            cancellation.ThrowIfCancellationRequested();
            throw Scarcity.Of(_session.Path, e) ?? new UneXt50Exception(
                ErrorKind.Model, _session.Path, $"it failed while running ({e.Message.Trim()})",
                $"compare its checksum ('sha256sum'); if it takes only single photos, use {Setting.Batch} 1", e);
        }
        finally
        {
            stop.Dispose();
            _runOptions.Terminate = false;
        }
    }

    /// <summary>Feature vector of photo <paramref name="index"/> of the last run.</summary>
    public ReadOnlySpan<float> Features(int index) =>
        _features.AsSpan(index * _session.FeatureWidth, _session.FeatureWidth);

    /// <summary>Logits of photo <paramref name="index"/> of the last run; empty for a backbone alone.</summary>
    public ReadOnlySpan<float> Logits(int index) => _logits.AsSpan(index * _session.ClassCount, _session.ClassCount);

    public void Dispose()
    {
        Release();
        _runOptions.Dispose();
    }

    private void Bind(int count)
    {
        Release();
        var size = Input.Size;
        _inputs = [Value(Input.Buffer, count, [count, 3, size, size])];
        var features = Value(_features, count, [count, _session.FeatureWidth]);
        _outputs = _session.ClassCount > 0
            ? [features, Value(_logits, count, [count, _session.ClassCount])] : [features];
        _boundCount = count;
    }

    private static OrtValue Value(Memory<float> buffer, int count, long[] shape)
    {
        var length = checked((int)(count * shape.Skip(1).Aggregate(1L, (product, side) => product * side)));
        return OrtValue.CreateTensorValueFromMemory(OrtMemoryInfo.DefaultInstance, buffer[..length], shape);
    }

    private void Release()
    {
        foreach (var value in _inputs.Concat(_outputs)) value.Dispose();
        _inputs = _outputs = [];
        _boundCount = 0;
    }
}
