namespace UneXt50.Toolchain.Quantization;

/// <summary>What an int8 model is made for.</summary>
public enum QuantizationTarget
{
    /// <summary>Processors: activations with a zero point of their own, groups merged, biases in integers.</summary>
    Cpu,

    /// <summary>
    /// NVIDIA's TensorRT: zero points are 0, biases stay float, and weights are floats behind a pair of QuantizeLinear
    /// and DequantizeLinear. Processors run it too, more slowly.
    /// </summary>
    TensorRt,
}
