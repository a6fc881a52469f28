using UneXt50.Results;

namespace UneXt50.Inference;

/// <summary>A photo on its way into the network: its planes, or why there are none.</summary>
internal sealed record PreparedPhoto(string Name, float[]? Planes, StageTimes Times, UneXt50Exception? Error);
