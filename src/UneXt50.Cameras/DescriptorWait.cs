using System.Runtime.InteropServices;

namespace UneXt50.Cameras;

/// <summary>
/// Waits until a file descriptor has something to read, with a time limit, and is woken by a cancellation: an eventfd
/// is polled beside it. One thread at a time.
/// </summary>
internal sealed unsafe class DescriptorWait : IDisposable
{
    private readonly int _wake;

    private DescriptorWait(int wake) => _wake = wake;

    /// <summary>Makes one for reading a camera.</summary>
    /// <exception cref="UneXt50Exception">The system has no descriptor left.</exception>
    public static DescriptorWait Create(string camera)
    {
        var wake = CameraLibc.EventFd(0, CameraLibc.EventFdCloseOnExec | CameraLibc.EventFdNonBlocking);
        if (wake >= 0) return new DescriptorWait(wake);
        var error = Marshal.GetPInvokeErrorMessage(Marshal.GetLastPInvokeError());
        throw CameraError.Make(
            camera, $"waiting for its frames is not possible ({error})", "allow more open files ('ulimit -n')");
    }

    /// <summary>
    /// What <c>poll</c> says of the descriptor (<see cref="CameraLibc.PollIn"/> and its like), 0 when the time is over.
    /// </summary>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public short For(int descriptor, TimeSpan timeout, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        using var registration = cancellation.UnsafeRegister(static wait => ((DescriptorWait)wait!).Wake(), this);
        var deadline = timeout == Timeout.InfiniteTimeSpan
            ? long.MaxValue : Environment.TickCount64 + (long)timeout.TotalMilliseconds;
        var polled = stackalloc PollDescriptor[2];
        while (true)
        {
            polled[0] = new PollDescriptor { Descriptor = descriptor, Events = CameraLibc.PollIn };
            polled[1] = new PollDescriptor { Descriptor = _wake, Events = CameraLibc.PollIn };
            var left = (int)Math.Clamp(deadline - Environment.TickCount64, 0, int.MaxValue);
            var count = CameraLibc.Poll(polled, 2, left);
            var error = count < 0 ? Marshal.GetLastPInvokeError() : 0;
            cancellation.ThrowIfCancellationRequested();
            if (count >= 0) return polled[0].Happened;
            if (error != CameraLibc.Interrupted) throw new IOException(Marshal.GetPInvokeErrorMessage(error));
        }
    }

    public void Dispose() => _ = CameraLibc.Close(_wake);

    private void Wake()
    {
        var one = 1UL;
        _ = CameraLibc.Write(_wake, &one, sizeof(ulong));
    }
}
