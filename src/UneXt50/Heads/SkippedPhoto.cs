namespace UneXt50.Heads;

/// <summary>A photo in the training folder that could not be learned from.</summary>
/// <param name="Photo">Its name.</param>
/// <param name="Reason">What was wrong.</param>
public sealed record SkippedPhoto(string Photo, string Reason);
