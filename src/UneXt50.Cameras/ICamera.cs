namespace UneXt50.Cameras;

/// <summary>
/// A camera that is delivering frames: opened by a <see cref="CameraSpec"/>, read by one thread, done when disposed.
/// </summary>
public interface ICamera : IDisposable
{
    /// <summary>What results and messages call it: "/dev/video0", "rpicam:0".</summary>
    string Name { get; }

    /// <summary>What it really delivers, for people: "640x480 YUYV, 30 frames a second".</summary>
    string Mode { get; }

    /// <summary>Which of its first frames are of no use, unless somebody knows better.</summary>
    WarmUp WarmUp => WarmUp.None;

    /// <summary>
    /// Waits for the next frame and puts it into <paramref name="buffer"/>. Frames that nobody asked for meanwhile may
    /// be skipped; damaged ones may be delivered.
    /// </summary>
    /// <exception cref="UneXt50Exception">
    /// Of kind <see cref="ErrorKind.Camera"/>: the camera has gone, or no frame came in the time allowed.
    /// </exception>
    /// <exception cref="EndOfStreamException">All frames of a source that has an end have been read.</exception>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    void Read(FrameBuffer buffer, CancellationToken cancellation);
}
