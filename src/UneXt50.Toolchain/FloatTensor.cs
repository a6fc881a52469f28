namespace UneXt50.Toolchain;

/// <summary>A dense float32 tensor in row-major order, as checkpoints and ONNX initializers hold them.</summary>
public sealed class FloatTensor
{
    /// <summary>Wraps values without copying them.</summary>
    /// <param name="shape">Extents, outermost first; empty for a scalar.</param>
    /// <param name="values">The elements, last dimension fastest.</param>
    /// <exception cref="ArgumentException">The shape does not hold as many elements as there are values.</exception>
    public FloatTensor(IReadOnlyList<int> shape, float[] values)
    {
        ArgumentNullException.ThrowIfNull(shape);
        ArgumentNullException.ThrowIfNull(values);
        if (shape.Any(extent => extent < 0) || shape.Aggregate(1L, (count, extent) => checked(count * extent)) != values.Length)
            throw new ArgumentException($"{values.Length} values do not fill [{string.Join(", ", shape)}]", nameof(values));
        Shape = shape;
        Values = values;
    }

    /// <summary>Extents, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The elements in row-major order.</summary>
    public float[] Values { get; }
}
