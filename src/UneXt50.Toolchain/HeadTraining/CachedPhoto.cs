namespace UneXt50.Toolchain.HeadTraining;

/// <summary>What the feature cache knows of a photo beside its features.</summary>
internal sealed record CachedPhoto(string Name, string Label, string Sha256);
