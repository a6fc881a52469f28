namespace UneXt50.Toolchain.Checkpoints;

/// <summary>A tensor as the pickle describes it: a strided view of a storage that is not read yet.</summary>
internal sealed class TensorReference
{
    private const int MaximumRank = 8;
    private readonly int _offset;
    private readonly int[] _strides;

    /// <summary>Takes a view that lies within its storage; one that repeats elements (expand) may be larger.</summary>
    /// <param name="storage">The elements.</param>
    /// <param name="offset">The first element's index in the storage.</param>
    /// <param name="shape">Extents, outermost first.</param>
    /// <param name="strides">Step of each dimension, in elements.</param>
    /// <exception cref="CheckpointDamage">It does not fit.</exception>
    public TensorReference(StorageReference storage, int offset, int[] shape, int[] strides)
    {
        Storage = storage;
        Shape = shape;
        _offset = offset;
        _strides = strides;
        if (shape.Length > MaximumRank || strides.Length != shape.Length) throw Misfit();
        if (offset < 0 || offset > storage.Count) throw Misfit();

        var count = 1L;
        long last = offset;
        for (var i = 0; i < shape.Length; i++)
        {
            if (shape[i] < 0 || strides[i] < 0 || (count *= shape[i]) > int.MaxValue) throw Misfit();
            if (shape[i] > 1 && (last += (shape[i] - 1L) * strides[i]) > int.MaxValue) throw Misfit();
        }

        if (count > 0 && last >= storage.Count) throw Misfit();
        Count = (int)count;
    }

    /// <summary>Where the elements are.</summary>
    public StorageReference Storage { get; }

    /// <summary>Extents, outermost first.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The number of elements.</summary>
    public int Count { get; }

    /// <summary>The elements of this view in row-major order, as float32.</summary>
    /// <param name="storage">All bytes of <see cref="Storage"/>.</param>
    public FloatTensor Read(ReadOnlySpan<byte> storage)
    {
        var size = Storage.Type.Size();
        if (IsContiguous())
            return new FloatTensor(Shape, Storage.Type.ToFloats(storage.Slice(_offset * size, Count * size)));

        var packed = new byte[Count * size];
        var index = new int[Shape.Count];
        for (var element = 0; element < Count; element++)
        {
            var source = _offset;
            for (var i = 0; i < index.Length; i++) source += index[i] * _strides[i];
            storage.Slice(source * size, size).CopyTo(packed.AsSpan(element * size));
            for (var i = index.Length - 1; i >= 0 && ++index[i] == Shape[i]; i--) index[i] = 0;
        }

        return new FloatTensor(Shape, Storage.Type.ToFloats(packed));
    }

    /// <summary>Whether it is the same view of the same elements.</summary>
    public override bool Equals(object? obj) => obj is TensorReference other && other.Storage == Storage
        && other._offset == _offset && other.Shape.SequenceEqual(Shape) && other._strides.SequenceEqual(_strides);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(Storage, _offset, Count);

    private bool IsContiguous()
    {
        var step = 1;
        for (var i = Shape.Count - 1; i >= 0; i--)
        {
            if (Shape[i] > 1 && _strides[i] != step) return false;
            step *= Shape[i];
        }

        return true;
    }

    private CheckpointDamage Misfit() => new(
        $"a tensor [{string.Join(", ", Shape)}] does not fit its storage '{Storage.Key}' of {Storage.Count} elements");
}

/// <summary>A storage as the pickle names it: an array of elements kept outside the pickle.</summary>
/// <param name="Type">The element type.</param>
/// <param name="Key">Its name in the archive, below "data/".</param>
/// <param name="Count">How many elements the pickle says it has.</param>
internal sealed record StorageReference(StorageType Type, string Key, int Count)
{
    /// <summary>Its size in the archive, in bytes.</summary>
    public long Bytes => (long)Count * Type.Size();
}
