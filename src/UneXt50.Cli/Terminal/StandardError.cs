using System.Runtime.InteropServices;
using System.Text;
using UneXt50.Cli.Runs;

namespace UneXt50.Cli.Terminal;

/// <summary>
/// Standard error, which may be full, closed or read by nobody. What cannot be written there is dropped, as there is no
/// better place to say so; the next that can be written says how much was lost. It never fails, and never outlasts a
/// request to end.
/// </summary>
internal static partial class StandardError
{
    private const int Interrupted = 4; // EINTR
    private const int TryAgain = 11; // EAGAIN
    private const short Writable = 4; // POLLOUT
    private const int PollMilliseconds = 100;
    private const int AtOnce = 4096; // a pipe that is writable has room for so many bytes

    private static readonly Lock Gate = new();
    private static int _lost;

    public static void Write(string text)
    {
        lock (Gate)
        {
            if (_lost > 0 && TryWrite($"unext50: {_lost} messages before this could not be written\n")) _lost = 0;
            if (!TryWrite(text)) _lost++;
        }
    }

    private static bool TryWrite(string text)
    {
        if (StandardDescriptors.IsClosed(StandardDescriptors.Error)) return false;
        for (ReadOnlySpan<byte> left = Encoding.UTF8.GetBytes(text); !left.IsEmpty;)
        {
            var wanted = new Waiting { Descriptor = StandardDescriptors.Error, Events = Writable };
            if (Poll(ref wanted, 1, PollMilliseconds) == 0)
            {
                if (Interruption.Token.IsCancellationRequested) return false;
                continue;
            }

            var written = Write(StandardDescriptors.Error, left, (nuint)Math.Min(left.Length, AtOnce));
            if (written > 0) left = left[(int)written..];
            else if (Marshal.GetLastPInvokeError() is not (Interrupted or TryAgain)) return false;
        }

        return true;
    }

    [LibraryImport("libc", EntryPoint = "write", SetLastError = true)]
    private static partial nint Write(int descriptor, ReadOnlySpan<byte> bytes, nuint count);

    [LibraryImport("libc", EntryPoint = "poll")]
    private static partial int Poll(ref Waiting descriptors, nuint count, int milliseconds);

    [StructLayout(LayoutKind.Sequential)]
    private struct Waiting
    {
        public int Descriptor;
        public short Events;
        public short Happened;
    }
}
