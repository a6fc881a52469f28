namespace UneXt50.Toolchain.Fetch;

/// <summary>How far a download is.</summary>
/// <param name="Received">Bytes that are here.</param>
/// <param name="Total">Bytes there will be, as the server says; 0 if it does not.</param>
public readonly record struct FetchProgress(long Received, long Total);
