namespace UneXt50.Imaging;

/// <summary>
/// What stands between a picture and the network: torchvision's Resize(short side) and CenterCrop, or Pillow's resize
/// or pad to a square, then ToTensor and Normalize, value for value. Holds no state between pictures and may be used by
/// several threads at once.
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
        if (rule.Fit != Fit.Crop)
            ArgumentOutOfRangeException.ThrowIfNotEqual(rule.ResizeShortSide, rule.InputSize, nameof(rule));
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

    /// <summary>The picture made a square as the rule says, S x S, before it becomes numbers.</summary>
    /// <param name="image">An upright picture of any size.</param>
    public RgbImage ToSquare(RgbImage image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var square = new RgbImage(_rule.InputSize, _rule.InputSize);
        if (_rule.Fit == Fit.Pad) Pad(image, square);
        else if (_rule.Fit == Fit.Stretch) Resize(image, square.Width, square.Height, square);
        else Crop(image, square);
        return square;
    }

    /// <summary>Fills a picture's place in the input tensor.</summary>
    /// <param name="image">An upright picture of any size.</param>
    /// <param name="planes">
    /// Takes three planes of S x S normalised values, row by row: R, G, B, or B, G, R where the rule says so.
    /// </param>
    /// <exception cref="ArgumentException"><paramref name="planes"/> is not 3 * S * S long.</exception>
    public void Write(RgbImage image, Span<float> planes)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(planes.Length, PlanesLength, nameof(planes));
        using var square = ToSquare(image);
        var area = planes.Length / 3;
        var first = planes[..area];
        var last = planes[(2 * area)..];
        var green = planes.Slice(area, area);
        var red = _rule.Channels == ChannelOrder.Rgb ? first : last;
        var blue = _rule.Channels == ChannelOrder.Rgb ? last : first;
        var pixels = square.Pixels;
        for (var i = 0; i < area; i++)
        {
            red[i] = _normalized[pixels[3 * i]];
            green[i] = _normalized[256 + pixels[(3 * i) + 1]];
            blue[i] = _normalized[512 + pixels[(3 * i) + 2]];
        }
    }

    private void Crop(RgbImage image, RgbImage square)
    {
        var shortSide = Math.Min(image.Width, image.Height);
        var longSide = Math.Max(image.Width, image.Height);
        var target = _rule.ResizeShortSide;
        var scaledLong = (int)((double)target * longSide / shortSide);
        var (width, height) = image.Width <= image.Height ? (target, scaledLong) : (scaledLong, target);
        Resampler.Resize(image, width, height, _rule.Interpolation, Offset(width), Offset(height), square);
    }

    /// <summary>ImageOps.contain and pad of Pillow: the long side fills the square, the short one is rounded.</summary>
    private void Pad(RgbImage image, RgbImage square)
    {
        var side = square.Width;
        var wide = image.Width > image.Height;
        var shortSide = Math.Max(1, wide ? Rounded((double)image.Height / image.Width * side)
            : Rounded((double)image.Width / image.Height * side));
        var (width, height) = wide ? (side, shortSide) : (shortSide, side);
        using var inner = new RgbImage(width, height);
        Resize(image, width, height, inner);
        square.Pixels.Clear();
        var (left, top) = (Rounded((side - width) * 0.5), Rounded((side - height) * 0.5));
        for (var y = 0; y < height; y++) inner.Row(y).CopyTo(square.Row(top + y)[(3 * left)..]);
    }

    private void Resize(RgbImage image, int width, int height, RgbImage resized) =>
        Resampler.Resize(image, width, height, _rule.Interpolation, left: 0, top: 0, resized);

    // torchvision's int(round((size - crop) / 2)).
    private int Offset(int size) => Rounded((size - _rule.InputSize) / 2.0);

    // Python rounds halves to even.
    private static int Rounded(double value) => (int)Math.Round(value, MidpointRounding.ToEven);
}
