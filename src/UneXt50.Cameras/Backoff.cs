namespace UneXt50.Cameras;

/// <summary>
/// How long to wait before trying again: half a second, then twice as long each time, up to half a minute.
/// </summary>
internal sealed class Backoff
{
    /// <summary>No pause is longer.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan First = TimeSpan.FromSeconds(0.5);

    private TimeSpan _next = First;

    /// <summary>The next pause.</summary>
    public TimeSpan Next()
    {
        var pause = _next;
        _next = _next * 2 < Longest ? _next * 2 : Longest;
        return pause;
    }

    /// <summary>It worked: begin anew.</summary>
    public void Reset() => _next = First;
}
