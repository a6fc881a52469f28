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

/// <summary>The order of the planes in a network's input.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red: Caffe, DIGITS, OpenCV, and Keras where it says "caffe".</summary>
    Bgr,
}

/// <summary>The resampling filter of a resize, in Pillow's sense: widened when shrinking, so it antialiases.</summary>
public enum Interpolation
{
    /// <summary>Triangle filter, support 1 (Pillow's BILINEAR, torchvision's default).</summary>
    Bilinear,

    /// <summary>Keys' cubic with a = -0.5, support 2 (Pillow's BICUBIC).</summary>
    Bicubic,
}

/// <summary>How a picture of any shape becomes the square that a network takes.</summary>
public enum Fit
{
    /// <summary>torchvision's Resize(short side) and CenterCrop: what is longer is cut off.</summary>
    Crop,

    /// <summary>Pillow's <c>resize((S, S))</c>: the whole picture, squeezed or stretched to a square.</summary>
    Stretch,

    /// <summary>
    /// Pillow's <c>ImageOps.pad</c>: the whole picture in its shape, in the middle, with black (0, 0, 0) beside it.
    /// </summary>
    Pad,
}
