using UneXt50.Cameras.Mqtt;
using UneXt50.Cameras.Saving;

namespace UneXt50.Cameras.Metrics;

/// <summary>What is counted besides the answers themselves.</summary>
/// <param name="Model">The model in use.</param>
/// <param name="Feed">The camera.</param>
public sealed record CameraMetricsOptions(UneXt50Model Model, CameraFeed Feed)
{
    /// <summary>The sink to a message bus, if there is one.</summary>
    public MqttSink? Mqtt { get; init; }

    /// <summary>The sink that saves frames, if there is one.</summary>
    public FrameSaver? Saver { get; init; }
}
