using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Cameras.Sinks;

/// <summary>
/// Where the answers of a camera go beside the output proper: a message bus, a monitor, a folder of pictures. A sink
/// in trouble never holds up or ends the run.
/// </summary>
public interface ISink : IDisposable
{
    /// <summary>Whether it shows or keeps the pictures themselves.</summary>
    bool TakesPictures => false;

    /// <summary>
    /// Takes a frame that was looked at. Returns at once, however slow what is behind the sink, and does not throw.
    /// </summary>
    /// <param name="frame">
    /// The frame, or the region of it, as it was looked at; its bytes are good during the call only.
    /// </param>
    /// <param name="outcome">What became of it.</param>
    /// <param name="isReported">Whether it is one of the results; others were looked at and passed over.</param>
    void Take(Frame frame, Outcome outcome, bool isReported);

    /// <summary>
    /// Brings out what still waits, within a bounded time. A sink that is disposed without it drops that.
    /// </summary>
    /// <exception cref="UneXt50Exception">
    /// Of kind <see cref="ErrorKind.Output"/>: not everything of this run has got out; the message says how much.
    /// </exception>
    void Complete();
}
