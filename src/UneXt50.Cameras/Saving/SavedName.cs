using System.Globalization;
using System.Text;

namespace UneXt50.Cameras.Saving;

/// <summary>
/// Names of saved frames: <c>20260131T120000.000Z_late-blight_p0.87.jpg</c>. Sorted by name they are sorted by time; a
/// file of another form is somebody else's.
/// </summary>
internal static class SavedName
{
    private const string TimeFormat = "yyyyMMdd'T'HHmmss.fff'Z'";
    private const string Extension = ".jpg";

    // Four bytes a letter at most: far below the 255 that file systems take.
    private const int LongestSlug = 48;

    /// <param name="time">When the frame came, in UTC.</param>
    /// <param name="label">Its class, with any characters.</param>
    /// <param name="probability">Of that class, 0..1.</param>
    public static string Create(DateTime time, string label, float probability)
    {
        var culture = CultureInfo.InvariantCulture;
        var moment = time.ToString(TimeFormat, culture);
        return string.Create(culture, $"{moment}_{Slug(label)}_p{probability:F2}{Extension}");
    }

    /// <summary>Whether a file of this name is one of ours.</summary>
    public static bool IsOurs(string name) =>
        name.EndsWith(Extension, StringComparison.Ordinal)
        && name[..^Extension.Length].Split('_') is [var time, { Length: > 0 }, ['p', _, '.', _, _]]
        && DateTime.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);

    /// <summary>Letters and digits in lower case, with a hyphen for whatever stands between them.</summary>
    private static string Slug(string label)
    {
        var slug = new StringBuilder();
        foreach (var rune in label.EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune)) slug.Append(Rune.ToLowerInvariant(rune));
            else if (slug.Length > 0 && slug[^1] != '-') slug.Append('-');
            if (slug.Length >= LongestSlug) break;
        }

        return slug.ToString().Trim('-') is { Length: > 0 } text ? text : "class";
    }
}
