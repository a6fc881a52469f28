namespace UneXt50.Outlets;

/// <summary>Trouble of one outlet, told when it begins, when its reason changes, and when it is over.</summary>
internal sealed class Outage(OutletEvents events)
{
    private string? _told;

    /// <summary>It does not work.</summary>
    public void Begin(UneXt50Exception failure)
    {
        if (failure.Message == _told) return;
        _told = failure.Message;
        events.Lost?.Invoke(failure);
    }

    /// <summary>It works; <paramref name="sentence"/> is told if it did not before.</summary>
    public void End(Func<string> sentence)
    {
        if (_told is null) return;
        _told = null;
        events.Restored?.Invoke(sentence());
    }
}
