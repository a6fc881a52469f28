namespace UneXt50.Toolchain.Checkpoints;

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
        var count = shape.Aggregate(1L, (product, extent) => checked(product * extent));
        if (count != values.Length || shape.Any(extent => extent < 0))
            throw new ArgumentException($"{values.Length} values, not [{string.Join(", ", shape)}]", nameof(shape));
        Shape = shape;
        Values = values;
    }

    /// <summary>Extents, outermost first; empty for a scalar.</summary>
    public IReadOnlyList<int> Shape { get; }

    /// <summary>The elements in row-major order.</summary>
    public float[] Values { get; }
}
