namespace UneXt50.Toolchain.Checkpoints;

/// <summary>A tensor as the header of a safetensors file declares it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Dtype">What the file calls the type of its elements: "F32", "F8_E4M3".</param>
/// <param name="Type">That type; null for one that is not known.</param>
/// <param name="Shape">Extents, outermost first.</param>
/// <param name="Begin">Its first byte, from the end of the header.</param>
/// <param name="End">The byte behind its last one.</param>
internal sealed record SafetensorsEntry(
    string Name, string Dtype, StorageType? Type, int[] Shape, long Begin, long End);
