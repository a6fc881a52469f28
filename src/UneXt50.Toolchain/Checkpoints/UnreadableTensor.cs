namespace UneXt50.Toolchain.Checkpoints;

/// <summary>A tensor of a pickle that is not a strided view of plain numbers.</summary>
/// <param name="Elements">What it is instead: "quantized", "float8_e4m3fn".</param>
internal sealed record UnreadableTensor(string Elements);
