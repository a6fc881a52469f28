using System.Diagnostics;
using UneXt50.Sources;

namespace UneXt50.Cameras;

/// <summary>Follows a camera's frames after its opening until its warm-up is over.</summary>
/// <param name="rule">What belongs to it.</param>
/// <param name="blank">Told when it is over although the camera has shown nothing yet.</param>
internal sealed class WarmingUp(WarmUp rule, Action? blank = null)
{
    private long _frames;
    private long _first;
    private bool _isOver;

    /// <summary>Whether the frame that came next belongs to the warm-up.</summary>
    public bool Covers(FrameBuffer buffer)
    {
        if (_isOver) return false;
        if (_frames++ == 0) _first = Stopwatch.GetTimestamp();
        var elapsed = Stopwatch.GetElapsedTime(_first);
        if (rule.Covers(_frames, elapsed)) return true;
        var isBlank = rule.LongestBlank > TimeSpan.Zero && BlankPicture.Is(new Frame("", buffer.Data, buffer.Layout));
        if (isBlank && elapsed < rule.LongestBlank) return true;
        _isOver = true;
        if (isBlank) blank?.Invoke();
        return false;
    }
}
