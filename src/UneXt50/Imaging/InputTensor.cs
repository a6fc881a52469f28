namespace UneXt50.Imaging;

/// <summary>
/// A batch of normalised pictures as the network takes it: float32 [N, 3, S, S]. Pinned, so that the
/// runtime reads it in place; made once and filled again for every batch.
/// </summary>
public sealed class InputTensor
{
    private readonly float[] _values;

    /// <summary>Room for <paramref name="capacity"/> pictures of side <paramref name="size"/>.</summary>
    public InputTensor(int capacity, int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        Capacity = capacity;
        Size = size;
        _values = GC.AllocateArray<float>(checked(capacity * 3 * size * size), pinned: true);
    }

    /// <summary>How many pictures fit.</summary>
    public int Capacity { get; }

    /// <summary>Side of a picture, in pixels.</summary>
    public int Size { get; }

    /// <summary>The whole buffer, <c>Capacity * 3 * Size * Size</c> values.</summary>
    public Memory<float> Buffer => _values;

    /// <summary>The planes of picture <paramref name="index"/>: 3 * Size * Size values.</summary>
    public Span<float> this[int index] => _values.AsSpan(checked(index * 3 * Size * Size), 3 * Size * Size);
}
