using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UneXt50;

/// <summary>
/// A pipe or standard input, which ends when the caller cancels: a plain read would wait for the other side for ever.
/// </summary>
/// <param name="file">What to read; closed with the stream.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class PolledInput(SafeFileHandle file, CancellationToken cancellation) : ForwardStream
{
    private const int PollMilliseconds = 100;

    /// <summary>Standard input, which stays open when the stream is closed.</summary>
    /// <exception cref="IOException">The process was started without it.</exception>
    public static PolledInput OfStandardInput(CancellationToken cancellation) =>
        StandardDescriptors.IsClosed(StandardDescriptors.Input)
            ? throw new IOException("it is closed")
            : new(new SafeFileHandle(StandardDescriptors.Input, ownsHandle: false), cancellation);

    public override unsafe int Read(Span<byte> buffer)
    {
        var descriptor = (int)file.DangerousGetHandle();
        while (!cancellation.IsCancellationRequested)
        {
            var poll = new Libc.PollDescriptor { File = descriptor, Events = Libc.PollReadable };
            if (Libc.Poll(ref poll, 1, PollMilliseconds) <= 0) continue;
            nint read;
            fixed (byte* bytes = buffer) read = Libc.Read(descriptor, bytes, (nuint)buffer.Length);
            if (read >= 0) return (int)read;
            var error = Marshal.GetLastPInvokeError();
            if (error is not (Libc.TryAgain or Libc.Interrupted))
                throw new IOException(Marshal.GetPInvokeErrorMessage(error), error);
        }

        return 0;
    }

    protected override void Dispose(bool disposing)
    {
        if (disposing) file.Dispose();
        base.Dispose(disposing);
    }
}
