using UneXt50.Results;

namespace UneXt50.Cameras.View;

/// <summary>A frame that viewers may see.</summary>
/// <param name="Number">Counts the frames that were looked at, from 1.</param>
/// <param name="Jpeg">The picture; empty if the camera's bytes are none.</param>
/// <param name="Arrival">When it came, in UTC.</param>
/// <param name="Outcome">What became of it.</param>
internal sealed record ShownFrame(long Number, ReadOnlyMemory<byte> Jpeg, DateTime Arrival, Outcome Outcome);
