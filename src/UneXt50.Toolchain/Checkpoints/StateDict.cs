using System.Diagnostics.CodeAnalysis;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// The floating-point tensors of a checkpoint by name, converted to float32. Integer tensors (batch-norm counters) are
/// left out: nothing of a backbone's function is in them.
/// </summary>
public sealed class StateDict
{
    private readonly Dictionary<string, FloatTensor> _tensors;

    /// <summary>Takes the tensors under the names they were saved with.</summary>
    /// <param name="tensors">Name and tensor, in the order of the checkpoint.</param>
    public StateDict(IEnumerable<KeyValuePair<string, FloatTensor>> tensors)
    {
        _tensors = new(tensors);
        Names = [.. _tensors.Keys];
    }

    /// <summary>All names, in the order of the checkpoint.</summary>
    public IReadOnlyList<string> Names { get; }

    /// <summary>The tensor of that name.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public FloatTensor this[string name] => _tensors[name];

    /// <summary>Looks a tensor up.</summary>
    public bool TryGet(string name, [NotNullWhen(true)] out FloatTensor? tensor) =>
        _tensors.TryGetValue(name, out tensor);
}
