namespace UneXt50.Toolchain.Quantization;

/// <summary>What to quantize and with which photos.</summary>
public sealed record QuantizationRequest
{
    /// <summary>The float32 model, as <c>model import</c> writes it.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Where the int8 model goes; written whole or not at all.</summary>
    public required string OutputPath { get; init; }

    /// <summary>Photos like those the network will see, some hundred of them, of every class.</summary>
    public required PhotoSet Calibration { get; init; }

    /// <summary>Photos kept apart to measure the result on; without them there is only calibration's own fidelity.</summary>
    public PhotoSet? Evaluation { get; init; }
}
