using UneXt50.Sources;

namespace UneXt50.Toolchain.Quantization;

/// <summary>Turns a photo into the network's input: 3 * S * S normalised values, one plane after the other.</summary>
internal delegate void PhotoPreprocessor(Photo photo, Span<float> planes);
