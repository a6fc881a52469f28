using UneXt50.Sources;

namespace UneXt50.Cameras;

/// <summary>The list of cameras as a document.</summary>
/// <param name="SchemaVersion">Raised when programs would notice a change; new fields do not raise it.</param>
/// <param name="Cameras">The cameras.</param>
internal sealed record CameraListing(int SchemaVersion, IReadOnlyList<CameraDescription> Cameras);
