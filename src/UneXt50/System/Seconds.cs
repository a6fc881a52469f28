using System.Globalization;

namespace UneXt50;

/// <summary>Times as users write them: a number of seconds with its unit, as in 2s or 0.5s.</summary>
public static class Seconds
{
    /// <summary>The number of seconds, 0 or more; null for anything else.</summary>
    public static double? TryParse(ReadOnlySpan<char> text) =>
        text.EndsWith("s", StringComparison.Ordinal) && double.TryParse(
            text[..^1], NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            ? seconds : null;
}
