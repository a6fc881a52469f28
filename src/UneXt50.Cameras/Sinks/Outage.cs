namespace UneXt50.Cameras.Sinks;

/// <summary>Trouble of one sink, told when it begins, when its reason changes, and when it is over.</summary>
internal sealed class Outage(SinkEvents events)
{
    private string? _told;

    /// <summary>It does not work.</summary>
    public void Begin(UneXt50Exception failure)
    {
        var reason = Reason(failure);
        if (reason == _told) return;
        _told = reason;
        events.Lost?.Invoke(failure);
    }

    // The file system's messages name the file that is being written, which is another one each time.
    private static string Reason(UneXt50Exception failure) =>
        failure.InnerException is IOException or UnauthorizedAccessException
            ? $"{failure.InnerException.HResult}" : failure.Problem;

    /// <summary>It works; <paramref name="sentence"/> is told if it did not before.</summary>
    public void End(Func<string> sentence)
    {
        if (_told is null) return;
        _told = null;
        events.Restored?.Invoke(sentence());
    }
}
