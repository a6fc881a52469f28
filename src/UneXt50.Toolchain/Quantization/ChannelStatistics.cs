using System.Numerics.Tensors;
using Microsoft.ML.OnnxRuntime;

namespace UneXt50.Toolchain.Quantization;

/// <summary>
/// The mean of each channel of an activation over pixels and photos, and its peak: the largest magnitude of a photo, in
/// the mean over photos. Sums are of whole numbers of 2^-24, so that they do not depend on the photos' order.
/// </summary>
internal sealed class ChannelStatistics
{
    private const double Unit = 1 << 24;

    private long[] _sums = [];
    private long[] _peaks = [];
    private long _photos;

    /// <summary>Takes in one photo's activation, [1, channels, ...].</summary>
    public void Add(OrtValue activation)
    {
        var values = activation.GetTensorDataAsSpan<float>();
        var shape = activation.GetTensorTypeAndShape().Shape;
        var channels = shape.Length > 1 ? (int)shape[1] : 1;
        if (_photos == 0) (_sums, _peaks) = (new long[channels], new long[channels]);
        var pixels = values.Length / channels;
        for (var channel = 0; channel < channels; channel++)
        {
            var plane = values.Slice(channel * pixels, pixels);
            _sums[channel] += (long)Math.Round(TensorPrimitives.Sum(plane) / (double)pixels * Unit);
            _peaks[channel] += (long)Math.Round(Math.Abs((double)TensorPrimitives.MaxMagnitude(plane)) * Unit);
        }

        _photos++;
    }

    /// <summary>Takes in what another has seen.</summary>
    public void Add(ChannelStatistics other)
    {
        if (other._photos == 0) return;
        if (_photos == 0) (_sums, _peaks) = (new long[other._sums.Length], new long[other._peaks.Length]);
        for (var i = 0; i < _sums.Length; i++)
        {
            _sums[i] += other._sums[i];
            _peaks[i] += other._peaks[i];
        }

        _photos += other._photos;
    }

    /// <summary>The means by channel.</summary>
    public double[] Means() => [.. _sums.Select(sum => sum / Unit / _photos)];

    /// <summary>The peaks by channel.</summary>
    public double[] Peaks() => [.. _peaks.Select(sum => sum / Unit / _photos)];
}
