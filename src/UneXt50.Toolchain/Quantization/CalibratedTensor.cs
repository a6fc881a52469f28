namespace UneXt50.Toolchain.Quantization;

/// <summary>What calibration gathers of one activation.</summary>
internal sealed class CalibratedTensor(ActivationRange seen)
{
    /// <summary>How often which value came.</summary>
    public ActivationHistogram Histogram { get; } = new(seen);

    /// <summary>The mean of each channel.</summary>
    public ChannelMeans Means { get; } = new();

    /// <summary>Takes in what another has gathered.</summary>
    public void Add(CalibratedTensor other)
    {
        Histogram.Add(other.Histogram);
        Means.Add(other.Means);
    }
}
