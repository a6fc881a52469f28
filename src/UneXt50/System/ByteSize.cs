using System.Globalization;

namespace UneXt50;

/// <summary>Numbers of bytes, for people: in MB of 1,000,000 bytes, whatever their size.</summary>
public static class ByteSize
{
    private const double Megabyte = 1e6;

    /// <summary>"24.3 MB"; below one megabyte with three digits behind the point, "0.271 MB".</summary>
    public static string Text(long bytes) => bytes < Megabyte
        ? string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:F3} MB")
        : string.Create(CultureInfo.InvariantCulture, $"{bytes / Megabyte:N1} MB");
}
