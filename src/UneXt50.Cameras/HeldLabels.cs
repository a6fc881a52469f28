using UneXt50.Results;

namespace UneXt50.Cameras;

/// <summary>The class that is held for each region of a camera's frames, and what is reported because of it.</summary>
internal sealed class HeldLabels(CameraPipelineOptions options)
{
    private readonly Dictionary<string, LabelHold> _regions = [];

    /// <summary>Whether an outcome is one of the results.</summary>
    public bool Reports(Outcome outcome)
    {
        if (outcome.Prediction?.BestLabel is not { } label) return true;
        var region = outcome.Capture?.Region ?? "";
        if (!_regions.TryGetValue(region, out var hold)) _regions[region] = hold = new LabelHold(options.Hold);
        var changed = hold.Observe(label);
        return options.OnChange ? changed : label == hold.Held;
    }

    /// <summary>Says what is held, once all of a frame has been looked at.</summary>
    public void Tell()
    {
        if (_regions.Count > 0) options.Held?.Invoke([.. _regions.Values.Select(hold => hold.Held)]);
    }
}
