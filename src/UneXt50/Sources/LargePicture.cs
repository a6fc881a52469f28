namespace UneXt50.Sources;

/// <summary>
/// Large pictures are read and decoded one at a time, on however many threads photos are prepared: a board with 1 GB
/// bears one of them.
/// </summary>
internal sealed class LargePicture : IDisposable
{
    private const long Large = 32_000_000;

    private static readonly SemaphoreSlim Turn = new(1);

    [ThreadStatic]
    private static LargePicture? current;

    private bool _holdsTurn;

    private LargePicture()
    {
    }

    /// <summary>Until this is disposed, a large picture on this thread waits for its turn and keeps it.</summary>
    public static LargePicture Scope() => current = new LargePicture();

    /// <summary>Waits for the turn, where there is a scope and this is much.</summary>
    /// <param name="bytes">What is about to be taken.</param>
    public static void Wait(long bytes)
    {
        if (bytes < Large || current is not { _holdsTurn: false } scope) return;
        Turn.Wait();
        scope._holdsTurn = true;
    }

    public void Dispose()
    {
        current = null;
        if (_holdsTurn) Turn.Release();
        _holdsTurn = false;
    }
}
