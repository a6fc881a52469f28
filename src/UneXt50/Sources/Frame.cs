namespace UneXt50.Sources;

/// <summary>One picture as a source delivers it, before anything has looked inside.</summary>
/// <param name="Name">The path, device or "-" it came from: what results and messages call it.</param>
/// <param name="Data">
/// The encoded bytes (JPEG, PNG, WebP, GIF, BMP), or the pixels that <paramref name="Layout"/> describes.
/// </param>
/// <param name="Layout">
/// How to read pixels that are not encoded; null where the bytes say themselves what they are.
/// </param>
public sealed record Frame(string Name, ReadOnlyMemory<byte> Data, PixelLayout? Layout = null)
{
    /// <summary>When a camera delivered it, in UTC; null for what is no camera's.</summary>
    public DateTime? Arrival { get; init; }
}
