namespace UneXt50.Imaging;

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
