namespace UneXt50.Outlets.Saving;

/// <summary>A class folder and how many photos are in it.</summary>
internal sealed record LabelledClass(string Label, int Photos);
