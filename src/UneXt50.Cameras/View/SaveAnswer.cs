using UneXt50.Cameras.Saving;

namespace UneXt50.Cameras.View;

/// <summary>What became of it: the file and all class folders, or an error.</summary>
internal sealed record SaveAnswer(string? Saved, IReadOnlyList<LabelledClass>? Classes, string? Error);
