using System.Numerics.Tensors;

namespace UneXt50.Toolchain.Quantization;

/// <summary>The smallest and largest value of each observed tensor.</summary>
internal sealed class ActivationExtremes
{
    private readonly IReadOnlyList<string> _tensors;
    private readonly float[] _mins;
    private readonly float[] _maxs;

    /// <summary>Nothing seen yet.</summary>
    public ActivationExtremes(IReadOnlyList<string> tensors)
    {
        _tensors = tensors;
        _mins = [.. Enumerable.Repeat(float.PositiveInfinity, tensors.Count)];
        _maxs = [.. Enumerable.Repeat(float.NegativeInfinity, tensors.Count)];
    }

    /// <summary>Takes in values of a tensor.</summary>
    public void Include(int tensor, ReadOnlySpan<float> values)
    {
        if (values.IsEmpty) return;
        // Both let a NaN through, so that it is seen in the end.
        _mins[tensor] = MathF.Min(_mins[tensor], TensorPrimitives.Min(values));
        _maxs[tensor] = MathF.Max(_maxs[tensor], TensorPrimitives.Max(values));
    }

    /// <summary>Takes in what another has seen of the same tensors.</summary>
    public void Include(ActivationExtremes other)
    {
        for (var i = 0; i < _mins.Length; i++)
        {
            _mins[i] = MathF.Min(_mins[i], other._mins[i]);
            _maxs[i] = MathF.Max(_maxs[i], other._maxs[i]);
        }
    }

    /// <summary>The range that holds all values of a tensor, and zero.</summary>
    /// <exception cref="UneXt50Exception">Some value is infinite or not a number (Model).</exception>
    public ActivationRange RangeOf(int tensor) =>
        float.IsFinite(_mins[tensor]) && float.IsFinite(_maxs[tensor])
            ? ActivationRange.Including(_mins[tensor], _maxs[tensor])
            : throw new UneXt50Exception(
                ErrorKind.Model, $"tensor '{_tensors[tensor]}'", "it takes values that are not finite numbers",
                $"check its weights, and that {Setting.Mean} and {Setting.Std} are those of its training: "
                + "it overflows on the photos");
}
