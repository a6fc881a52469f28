using System.Diagnostics;

namespace UneXt50.Cameras.Service;

/// <summary>
/// Signs of life of a run on a camera, for whoever watches it from outside. Two threads give them: the one that reads
/// the camera, with every frame and every attempt to open it again, and the one that runs the network, when it takes a
/// frame and when it is done with it.
/// </summary>
public sealed class Pulse
{
    private long _camera = Stopwatch.GetTimestamp();
    private long _worksSince;
    private long _frames;

    /// <summary>Whole frames that the camera has delivered.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    /// <summary>
    /// Whether both threads do what they should: the camera was heard of lately, or is being opened again, and no frame
    /// has been worked on for long. Waiting for a frame, an interval or a trigger is no fault, however long it takes.
    /// </summary>
    /// <param name="patience">How long either may take.</param>
    public bool IsAlive(TimeSpan patience)
    {
        var (camera, worksSince) = (Volatile.Read(ref _camera), Volatile.Read(ref _worksSince));
        return Stopwatch.GetElapsedTime(camera) < patience
            && (worksSince == 0 || Stopwatch.GetElapsedTime(worksSince) < patience);
    }

    internal void Frame()
    {
        Interlocked.Increment(ref _frames);
        Camera();
    }

    internal void Camera() => Volatile.Write(ref _camera, Stopwatch.GetTimestamp());

    internal void Works() => Volatile.Write(ref _worksSince, Stopwatch.GetTimestamp());

    internal void Waits() => Volatile.Write(ref _worksSince, 0);
}
