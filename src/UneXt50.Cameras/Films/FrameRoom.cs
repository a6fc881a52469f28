using System.Collections.Concurrent;

namespace UneXt50.Cameras.Films;

/// <summary>
/// Room for the frames of a film that wait to be looked at: never more than a few, however fast they come.
/// </summary>
internal sealed class FrameRoom
{
    private const int MostBytes = 64 << 20;
    private const int LeastFrames = 2;

    private readonly ConcurrentBag<byte[]> _free = [];
    private SemaphoreSlim? _places;

    /// <summary>Waits for room.</summary>
    /// <param name="length">In bytes; of the first frame, as the others have the same.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="OperationCanceledException">Waiting was cancelled.</exception>
    public byte[] Take(int length, CancellationToken cancellation)
    {
        _places ??= new SemaphoreSlim(Math.Max(LeastFrames, MostBytes / length));
        _places.Wait(cancellation);
        return _free.TryTake(out var bytes) && bytes.Length >= length ? bytes
            : GC.AllocateUninitializedArray<byte>(length);
    }

    /// <summary>Gives room back.</summary>
    public void GiveBack(byte[] bytes)
    {
        _free.Add(bytes);
        _places!.Release();
    }
}
