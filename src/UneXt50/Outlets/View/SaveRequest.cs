namespace UneXt50.Outlets.View;

/// <summary>A frame and the label that somebody gave it.</summary>
internal sealed record SaveRequest(long Frame, string? Label);
