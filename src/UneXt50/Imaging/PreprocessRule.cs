namespace UneXt50.Imaging;

/// <summary>
/// How a model wants its pictures: torchvision's Resize(short side), CenterCrop, ToTensor, Normalize.
/// </summary>
/// <param name="InputSize">Side of the square the network takes, in pixels.</param>
/// <param name="ResizeShortSide">Short side after the resize, in pixels, at least <paramref name="InputSize"/>.</param>
/// <param name="Interpolation">The resize filter.</param>
/// <param name="Mean">Three means (R, G, B) on values 0..1.</param>
/// <param name="Std">Three standard deviations (R, G, B) on values 0..1, each above 0.</param>
public sealed record PreprocessRule(
    int InputSize,
    int ResizeShortSide,
    Interpolation Interpolation,
    IReadOnlyList<float> Mean,
    IReadOnlyList<float> Std);
