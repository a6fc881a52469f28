using UneXt50.Sources;
using UneXt50.Toolchain.Evaluation;

namespace UneXt50.Toolchain.Quantization;

/// <summary>What to quantize and with which photos.</summary>
public sealed record QuantizationRequest
{
    /// <summary>The float32 model, as <c>model import</c> writes it.</summary>
    public required string ModelPath { get; init; }

    /// <summary>Where the int8 model goes; replaced if it exists.</summary>
    public required string OutputPath { get; init; }

    /// <summary>
    /// Photos like those the network will see, some hundred of them, of every class. Each is read several times; those
    /// that cannot be used are left out and reported. What they look like to the int8 model is stored in it
    /// (<see cref="UneXt50Model.Known"/>) if they are enough.
    /// </summary>
    public required IReadOnlyList<Photo> Calibration { get; init; }

    /// <summary>What the int8 model is for.</summary>
    public QuantizationTarget Target { get; init; }

    /// <summary>Layers that stay float, by their name or that of their output.</summary>
    public IReadOnlyList<string> KeepFloat { get; init; } = [];

    /// <summary>
    /// <see cref="FidelityReport.Loss"/> allowed on the calibration photos, 0 to 1: as few of the worst layers stay
    /// float as bring it down to that.
    /// </summary>
    public double Budget { get; init; } = 1;

    /// <summary>
    /// Photos kept apart to measure the result on; empty for none. A photo whose folder is named after a label (lower
    /// case, hyphens) counts for accuracy.
    /// </summary>
    public IReadOnlyList<Photo> Evaluation { get; init; } = [];
}
