namespace UneXt50.Sources;

/// <summary>One picture as a source delivers it, before anything has looked inside.</summary>
/// <param name="Name">The path, device or "-" it came from: what results and messages call it.</param>
/// <param name="Data">The encoded bytes (JPEG, PNG, WebP, GIF, BMP).</param>
public sealed record Frame(string Name, ReadOnlyMemory<byte> Data);
