namespace UneXt50.Imaging;

/// <summary>
/// How a model wants its pictures: torchvision's Resize(short side), CenterCrop, ToTensor, Normalize, or what
/// <paramref name="Fit"/> has in place of the first two.
/// </summary>
/// <param name="InputSize">Side of the square the network takes, in pixels.</param>
/// <param name="ResizeShortSide">
/// Short side after the resize, in pixels, at least <paramref name="InputSize"/>; equal to it where nothing is cropped.
/// </param>
/// <param name="Interpolation">The resize filter.</param>
/// <param name="Mean">Three means (R, G, B, whatever the order of the planes) on values 0..1.</param>
/// <param name="Std">Three standard deviations (R, G, B) on values 0..1, each above 0.</param>
/// <param name="Fit">How the picture becomes a square.</param>
/// <param name="Channels">The order of the planes.</param>
public sealed record PreprocessRule(
    int InputSize,
    int ResizeShortSide,
    Interpolation Interpolation,
    IReadOnlyList<float> Mean,
    IReadOnlyList<float> Std,
    Fit Fit = Fit.Crop,
    ChannelOrder Channels = ChannelOrder.Rgb)
{
    /// <summary>The means in the order of the planes.</summary>
    public IReadOnlyList<float> PlaneMean => InPlaneOrder(Mean);

    /// <summary>The standard deviations in the order of the planes.</summary>
    public IReadOnlyList<float> PlaneStd => InPlaneOrder(Std);

    private IReadOnlyList<float> InPlaneOrder(IReadOnlyList<float> colours) =>
        Channels == ChannelOrder.Rgb ? colours : [colours[2], colours[1], colours[0]];
}
