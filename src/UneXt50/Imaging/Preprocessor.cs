namespace UneXt50.Imaging;

/// <summary>
/// What stands between a picture and the network: torchvision's Resize(short side), CenterCrop, ToTensor and Normalize,
/// value for value. Holds no state between pictures and may be used by several threads at once.
/// </summary>
public sealed class Preprocessor
{
    private readonly PreprocessRule _rule;

    // (value / 255 - mean) / std for the 256 values of each channel: three tables, R, G, B.
    private readonly float[] _normalized = new float[3 * 256];

    /// <summary>Makes the stage for a model's rule.</summary>
    /// <exception cref="ArgumentException">The crop exceeds the resize, or mean and std are not three each.</exception>
    public Preprocessor(PreprocessRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentOutOfRangeException.ThrowIfLessThan(rule.InputSize, 1, nameof(rule));
        ArgumentOutOfRangeException.ThrowIfLessThan(rule.ResizeShortSide, rule.InputSize, nameof(rule));
        ArgumentOutOfRangeException.ThrowIfNotEqual(rule.Mean.Count, 3, nameof(rule));
        ArgumentOutOfRangeException.ThrowIfNotEqual(rule.Std.Count, 3, nameof(rule));
        _rule = rule;
        for (var i = 0; i < _normalized.Length; i++)
        {
            _normalized[i] = ((i % 256 / 255f) - rule.Mean[i / 256]) / rule.Std[i / 256];
        }
    }

    /// <summary>The short side after the resize, in pixels: the hint for <see cref="IImageDecoder.Decode"/>.</summary>
    public int ShortSideHint => _rule.ResizeShortSide;

    /// <summary>Values of one picture's planes: 3 * S * S.</summary>
    public int PlanesLength => 3 * _rule.InputSize * _rule.InputSize;

    /// <summary>The resized and centre-cropped picture, S x S, before it becomes numbers.</summary>
    /// <param name="image">An upright picture of any size.</param>
    public RgbImage ResizeAndCrop(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var shortSide = Math.Min(image.Width, image.Height);
        var longSide = Math.Max(image.Width, image.Height);
        var target = _rule.ResizeShortSide;
        var scaledLong = (int)((double)target * longSide / shortSide);
        var (width, height) = image.Width <= image.Height ? (target, scaledLong) : (scaledLong, target);

        var crop = new RgbImage(_rule.InputSize, _rule.InputSize);
        Resampler.Resize(image, width, height, _rule.Interpolation, Offset(width), Offset(height), crop);
        return crop;
    }

    /// <summary>Fills a picture's place in the input tensor.</summary>
    /// <param name="image">An upright picture of any size.</param>
    /// <param name="planes">Takes the planes R, G, B of S x S normalised values, row by row.</param>
    /// <exception cref="ArgumentException"><paramref name="planes"/> is not 3 * S * S long.</exception>
    public void Write(RgbImage image, Span<float> planes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(planes.Length, PlanesLength, nameof(planes));
        using var crop = ResizeAndCrop(image);
        var area = planes.Length / 3;
        var red = planes[..area];
        var green = planes.Slice(area, area);
        var blue = planes.Slice(2 * area, area);
        var pixels = crop.Pixels;
        for (var i = 0; i < area; i++)
        {
            red[i] = _normalized[pixels[3 * i]];
            green[i] = _normalized[256 + pixels[(3 * i) + 1]];
            blue[i] = _normalized[512 + pixels[(3 * i) + 2]];
        }
    }

    // torchvision's int(round((size - crop) / 2)): Python rounds halves to even.
    private int Offset(int size) => (int)Math.Round((size - _rule.InputSize) / 2.0, MidpointRounding.ToEven);
}
