using System.Globalization;

namespace UneXt50.Imaging;

/// <summary>A part of a picture that is looked at in place of the whole.</summary>
/// <param name="Name">What rows call it; null where it is the only one.</param>
/// <param name="X">From the left edge of the picture.</param>
/// <param name="Y">From its upper edge.</param>
/// <param name="Width">Its width, above 0.</param>
/// <param name="Height">Its height, above 0.</param>
public sealed record CropRegion(
    string? Name, CropRegion.Length X, CropRegion.Length Y, CropRegion.Length Width, CropRegion.Length Height)
{
    private const int LongestName = 64;
    private const int Whole = 100;

    /// <summary>A number of pixels, or of percent of a side of the picture.</summary>
    /// <param name="Value">0 or more.</param>
    /// <param name="IsPercent">Whether it is percent.</param>
    public readonly record struct Length(double Value, bool IsPercent)
    {
        internal double Of(int side) => IsPercent ? Value * side / Whole : Value;
    }

    /// <summary>Reads "10,20,200,100" (pixels), "25%,0,50%,100%", or either behind a name, as in "door=...".</summary>
    /// <exception cref="UneXt50Exception">It is no region, or reaches beyond any picture (Usage).</exception>
    public static CropRegion Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var equals = text.IndexOf('=', StringComparison.Ordinal);
        var name = equals < 0 ? null : text[..equals];
        if (name is not null && (name.Length is 0 or > LongestName || name.Any(char.IsControl) || name.Trim() != name))
            throw Refused($"'{name}' is not a name for a region", "name it in a word or a few, as in door=10,20,200,100");
        var numbers = text[(equals + 1)..].Split(',');
        if (numbers.Length != 4 || Array.ConvertAll(numbers, Number) is not [{ } x, { } y, { } width, { } height])
        {
            throw Refused(
                $"'{text}' is not a region", "give X,Y,W,H in pixels (10,20,200,100) or percent (25%,0%,50%,100%)");
        }

        if (width.Value == 0 || height.Value == 0) throw Refused($"'{text}' has no area", "give W and H above 0");
        if (IsBeyond(x, width) || IsBeyond(y, height))
            throw Refused($"'{text}' reaches beyond the frame", "let X + W and Y + H be 100% at most");
        return new CropRegion(name, x, y, width, height);
    }

    /// <summary>Reads several regions, each as <see cref="Parse"/> takes it.</summary>
    /// <exception cref="UneXt50Exception">One is none, or they cannot be told apart by their names (Usage).</exception>
    public static IReadOnlyList<CropRegion> ParseAll(IEnumerable<string> texts)
    {
        List<CropRegion> regions = [.. texts.Select(Parse)];
        if (regions.Count > 1 && regions.Exists(region => region.Name is null))
            throw Refused("several regions need names", "name each, as in door=10,20,200,100");
        var names = new HashSet<string?>();
        return regions.Find(region => !names.Add(region.Name)) is { } twin
            ? throw Refused($"two regions are named '{twin.Name}'", "name one of them otherwise") : regions;
    }

    /// <summary>
    /// Where it is in a picture. Edges are rounded to the nearest pixel, halves up: regions that touch in percent touch
    /// in pixels.
    /// </summary>
    /// <exception cref="UneXt50Exception">
    /// It reaches beyond the picture, or is less than a pixel there (Usage).
    /// </exception>
    internal PixelArea Within(int width, int height)
    {
        var ((left, right), (top, bottom)) = (Edges(X, Width, width), Edges(Y, Height, height));
        if (right <= width && bottom <= height && left < right && top < bottom)
            return new PixelArea((int)left, (int)top, (int)(right - left), (int)(bottom - top));
        var frame = string.Create(CultureInfo.InvariantCulture, $"the frame, which is {width}x{height} pixels");
        throw Refused(
            $"{(Name is null ? "the region" : $"'{Name}'")} "
            + $"{(left < right && top < bottom ? "reaches beyond" : "is no pixel of")} {frame}",
            "give a region within it, or one in percent");
    }

    private static (double First, double Behind) Edges(Length start, Length extent, int side) =>
        (Rounded(start.Of(side)), Rounded(start.Of(side) + extent.Of(side)));

    private static double Rounded(double edge) => Math.Floor(edge + 0.5);

    private static bool IsBeyond(Length start, Length extent) =>
        start.IsPercent && extent.IsPercent && start.Value + extent.Value > Whole;

    private static Length? Number(string text)
    {
        var digits = text.Trim();
        var isPercent = digits.EndsWith('%');
        if (isPercent) digits = digits[..^1];
        var style = isPercent ? NumberStyles.AllowDecimalPoint : NumberStyles.None;
        return double.TryParse(digits, style, CultureInfo.InvariantCulture, out var value)
            && value <= (isPercent ? Whole : ImageLimits.MaxSide) ? new Length(value, isPercent) : null;
    }

    private static UneXt50Exception Refused(string problem, string remedy) =>
        new(ErrorKind.Usage, Setting.Crop, problem, remedy);
}

/// <summary>A part of a picture in pixels.</summary>
internal readonly record struct PixelArea(int Left, int Top, int Width, int Height)
{
    public int ShortSide => Math.Min(Width, Height);

    /// <summary>Whether it begins and ends between pixels of a picture that is so many times smaller.</summary>
    public bool IsWhole(int scale) => (Left | Top | Width | Height) % scale == 0;

    public static PixelArea operator /(PixelArea area, int scale) =>
        new(area.Left / scale, area.Top / scale, area.Width / scale, area.Height / scale);
}
