using UneXt50.Cameras.Saving;

namespace UneXt50.Cameras.View;

/// <summary>What stays the same during a run.</summary>
/// <param name="Version">Of the program.</param>
/// <param name="Model">The model file's name.</param>
/// <param name="Architecture">Of the model.</param>
/// <param name="Precision">Of the model.</param>
/// <param name="Camera">The camera's name.</param>
/// <param name="Mode">Format, size and rate it delivered at the start.</param>
/// <param name="Labels">Labels to choose from.</param>
/// <param name="Classes">The class folders there are; null where nothing is saved.</param>
internal sealed record ViewAbout(
    string Version, string Model, string Architecture, string Precision, string Camera, string Mode,
    IReadOnlyList<string> Labels, IReadOnlyList<LabelledClass>? Classes);
