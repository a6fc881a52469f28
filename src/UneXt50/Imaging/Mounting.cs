using UneXt50.Imaging.Jpeg;
using UneXt50.Sources;

namespace UneXt50.Imaging;

/// <summary>
/// How a camera hangs, and which parts of what it sees matter: its pictures are turned, then mirrored, then cut.
/// </summary>
public sealed record Mounting
{
    /// <summary>A camera that hangs upright and is looked at whole.</summary>
    public static readonly Mounting Upright = new();

    /// <summary>How far pictures are turned clockwise: 0, 90, 180 or 270 degrees.</summary>
    public int Rotation { get; init; }

    /// <summary>How they are mirrored after that.</summary>
    public Flip Flip { get; init; }

    /// <summary>The parts of them that are looked at; empty for the whole. Several have different names.</summary>
    public IReadOnlyList<CropRegion> Regions { get; init; } = [];

    /// <summary>Whether regions have names.</summary>
    public bool HasNames => Regions.Any(region => region.Name is not null);

    internal bool IsUpright => Orientation == 1 && Regions.Count == 0;

    // As EXIF counts what turns and mirrors a picture so.
    private int Orientation => (Rotation, Flip) switch
    {
        (0, Flip.None) => 1,
        (0, Flip.Horizontal) or (180, Flip.Vertical) => 2,
        (180, Flip.None) => 3,
        (0, Flip.Vertical) or (180, Flip.Horizontal) => 4,
        (90, Flip.Horizontal) or (270, Flip.Vertical) => 5,
        (90, Flip.None) => 6,
        (90, Flip.Vertical) or (270, Flip.Horizontal) => 7,
        (270, Flip.None) => 8,
        _ => throw new InvalidOperationException($"Pictures are not turned by {Rotation} degrees."),
    };

    /// <summary>
    /// Decodes a frame to the pictures that are looked at, in the order of the regions. A large JPEG is scaled while it
    /// is decoded only where every region keeps twice the hint, and begins and ends at whole pixels of the scaled
    /// picture.
    /// </summary>
    /// <param name="frame">The frame.</param>
    /// <param name="shortSideHint">The shortest side pictures will be resized to, in pixels; 0 for full size.</param>
    /// <returns>Pictures for the caller to dispose.</returns>
    /// <exception cref="UneXt50Exception">
    /// It cannot be decoded (Input), or a region reaches beyond it (Usage).
    /// </exception>
    internal IReadOnlyList<RegionImage> Decode(Frame frame, int shortSideHint)
    {
        var decoder = ImageDecoding.For(frame);
        if (Regions.Count == 0) return [new(null, Turned(decoder.Decode(frame, shortSideHint)))];
        var scale = decoder is JpegDecoder ? ScaleOf(frame, shortSideHint, out var hint) : Full(out hint);
        using var whole = Turned(decoder.Decode(frame, hint));
        var areas = Areas(whole.Width * scale, whole.Height * scale).ToList();
        return [.. Regions.Zip(areas, (region, area) => new RegionImage(region.Name, Cut(whole, area / scale)))];
    }

    /// <summary>
    /// How much smaller a JPEG may be decoded without a difference to cutting first and scaling then.
    /// </summary>
    /// <param name="frame">A JPEG.</param>
    /// <param name="shortSideHint">The shortest side pictures will be resized to.</param>
    /// <param name="hint">What the decoder is to be told.</param>
    private int ScaleOf(Frame frame, int shortSideHint, out int hint)
    {
        var structure = JpegStructure.Read(frame.Data.Span);
        var (width, height) = Rotation is 90 or 270
            ? (structure.Height, structure.Width) : (structure.Width, structure.Height);
        if (shortSideHint == 0 || width == 0 || height == 0 || structure.Orientation > 1) return Full(out hint);
        var areas = Areas(width, height).Append(new PixelArea(0, 0, width, height)).ToList();
        foreach (var scale in (ReadOnlySpan<int>)[8, 4, 2])
        {
            if (!areas.TrueForAll(area => area.IsWhole(scale) && area.ShortSide >= 2 * shortSideHint * scale)) continue;
            hint = Math.Min(width, height) / (2 * scale);
            return scale;
        }

        return Full(out hint);
    }

    private static int Full(out int hint)
    {
        hint = 0;
        return 1;
    }

    private IEnumerable<PixelArea> Areas(int width, int height) =>
        Regions.Select(region => region.Within(width, height));

    private RgbImage Turned(RgbImage image)
    {
        if (Orientation == 1) return image;
        using (image)
        {
            var turned = new UprightImage(image.Width, image.Height, Orientation);
            turned.Write(0, image.Pixels);
            return turned.Image;
        }
    }

    private static RgbImage Cut(RgbImage whole, PixelArea area)
    {
        var cut = new RgbImage(area.Width, area.Height);
        for (var y = 0; y < area.Height; y++)
            whole.Row(area.Top + y).Slice(3 * area.Left, 3 * area.Width).CopyTo(cut.Row(y));
        return cut;
    }
}

/// <summary>How pictures are mirrored.</summary>
public enum Flip
{
    /// <summary>They are not.</summary>
    None,

    /// <summary>Left becomes right.</summary>
    Horizontal,

    /// <summary>Up becomes down.</summary>
    Vertical,
}

/// <summary>A picture of one region of a frame.</summary>
/// <param name="Region">Its name; null for the whole, or a region without a name.</param>
/// <param name="Image">Its pixels.</param>
internal sealed record RegionImage(string? Region, RgbImage Image) : IDisposable
{
    public void Dispose() => Image.Dispose();
}
