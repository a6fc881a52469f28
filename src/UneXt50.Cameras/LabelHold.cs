namespace UneXt50.Cameras;

/// <summary>
/// Hysteresis for classes: a new one is believed once it has come so many times in a row, and until then the old one
/// is held.
/// </summary>
/// <param name="frames">How many times, 1 or more.</param>
internal sealed class LabelHold(int frames)
{
    private string? _candidate;
    private long _run;

    /// <summary>The class that is held; null until one has come often enough.</summary>
    public string? Held { get; private set; }

    /// <summary>Adds the best class of the next frame; true when it has become the held one by that.</summary>
    public bool Observe(string label)
    {
        _run = label == _candidate ? _run + 1 : 1;
        _candidate = label;
        if (_run < frames || label == Held) return false;
        Held = label;
        return true;
    }
}
