using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// The mean of each channel of an activation, over pixels and photos. Photos are added up as whole numbers of 2^-24, so
/// that sums do not depend on their order.
/// </summary>
internal sealed class ChannelMeans
{
    private const double Unit = 1 << 24;

    private long[] _sums = [];
    private long _photos;

    /// <summary>Takes in one photo's activation, [1, channels, ...] or the rows of a matrix.</summary>
    public void Add(OrtValue activation)
    {
        var values = activation.GetTensorDataAsSpan<float>();
        var shape = activation.GetTensorTypeAndShape().Shape;
        var channels = shape.Length > 1 ? (int)shape[1] : 1;
        if (_photos == 0) _sums = new long[channels];
        var rows = shape.Length > 1 ? (int)shape[0] : 1;
        if (values.IsEmpty || channels != _sums.Length) return;
        var pixels = values.Length / channels / rows;
        for (var plane = 0; plane < rows * channels; plane++)
        {
            var sum = TensorPrimitives.Sum(values.Slice(plane * pixels, pixels));
            _sums[plane % channels] += (long)Math.Round(sum / ((double)pixels * rows) * Unit);
        }

        _photos++;
    }

    /// <summary>Takes in what another has seen.</summary>
    public void Add(ChannelMeans other)
    {
        if (other._photos == 0) return;
        if (_photos == 0) _sums = new long[other._sums.Length];
        for (var i = 0; i < _sums.Length; i++) _sums[i] += other._sums[i];
        _photos += other._photos;
    }

    /// <summary>The means by channel.</summary>
    public double[] Result() => [.. _sums.Select(sum => sum / Unit / _photos)];
}
