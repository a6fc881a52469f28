namespace UneXt50.Cameras.Saving;

/// <summary>A class folder and how many photos are in it.</summary>
internal sealed record LabelledClass(string Label, int Photos);
