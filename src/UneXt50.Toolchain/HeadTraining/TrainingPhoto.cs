using UneXt50.Sources;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>A photo of a training folder, not read yet.</summary>
/// <param name="Name">Its path in the folder: "rust/leaf.jpg".</param>
/// <param name="Label">The class folder's name.</param>
/// <param name="Photo">The photo itself.</param>
public sealed record TrainingPhoto(string Name, string Label, Photo Photo);
