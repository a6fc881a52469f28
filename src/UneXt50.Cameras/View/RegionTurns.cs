using UneXt50.Results;

namespace UneXt50.Cameras.View;

/// <summary>
/// Of several regions of each frame, shows another one from frame to frame: the last would hide the others.
/// </summary>
internal sealed class RegionTurns
{
    private DateTime? _arrival;
    private int _region;
    private int _regions = 1;
    private int _turn;

    /// <summary>
    /// Whether the picture that came next is the one to show; regions of a frame come one behind the other.
    /// </summary>
    /// <param name="capture">Where it comes from; without a region, it is the only one of its frame.</param>
    public bool IsNext(Capture? capture)
    {
        if (capture?.Region is null) return true;
        var isSameFrame = capture.Moment == _arrival;
        (_region, _arrival) = (isSameFrame ? _region + 1 : 0, capture.Moment);
        if (!isSameFrame) _turn++;
        _regions = Math.Max(_regions, _region + 1);
        return _region == _turn % _regions;
    }
}
