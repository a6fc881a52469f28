using UneXt50.Sources;

namespace UneXt50.Cameras.Saving;

/// <summary>A frame on its way to the disk.</summary>
/// <param name="Name">The name of its file.</param>
/// <param name="Frame">The frame, in bytes of its own.</param>
internal sealed record WaitingFrame(string Name, Frame Frame);
