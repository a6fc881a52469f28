namespace UneXt50.Toolchain.Quantization;

/// <summary>How far the 255 levels of an output channel's weights reach.</summary>
internal enum WeightRange
{
    /// <summary>To the channel's largest weight.</summary>
    MinMax,

    /// <summary>To where the channel's squared error is smallest; larger weights are clipped.</summary>
    MeanSquaredError,
}
