using UneXt50.Writers;

namespace UneXt50.Cameras.View;

/// <summary>The newest frame that is shown, and how the run goes.</summary>
/// <param name="Frame">Its number; 0 before the first.</param>
/// <param name="Arrival">When it came, in UTC.</param>
/// <param name="Picture">Whether there is a picture of it.</param>
/// <param name="Result">Its row of JSON lines: classes, or heads, and milliseconds, or an error.</param>
/// <param name="Seen">Frames that were looked at.</param>
/// <param name="Lost">Whether the camera is lost.</param>
/// <param name="Skipped">Frames that gave way to newer ones.</param>
/// <param name="ResidentBytes">Resident memory of the program.</param>
/// <param name="Run">Another one is another run, whose frames are counted anew.</param>
internal sealed record ViewState(
    long Frame, DateTime? Arrival, bool Picture, ClassificationRow? Result, long Seen, bool Lost, long Skipped,
    long ResidentBytes, string Run);
