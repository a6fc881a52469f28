using System.Net;
using UneXt50.Cameras.Saving;
using UneXt50.Writers;

namespace UneXt50.Cameras.View;

/// <summary>What viewers see, and from where. No record: those print all they hold, and this holds a token.</summary>
/// <param name="address">Where to listen; port 0 takes any that is free.</param>
/// <param name="model">The model in use.</param>
/// <param name="feed">The camera.</param>
public sealed class ViewOptions(IPEndPoint address, UneXt50Model model, CameraFeed feed)
{
    /// <summary>Where to listen.</summary>
    public IPEndPoint Address { get; } = address;

    /// <summary>The model in use.</summary>
    public UneXt50Model Model { get; } = model;

    /// <summary>The camera.</summary>
    public CameraFeed Feed { get; } = feed;

    /// <summary>Which classes of an answer are shown.</summary>
    public ClassificationOptions Classes { get; init; } = new();

    /// <summary>What viewers must know; null for nothing, which only this machine may see.</summary>
    public string? Token { get; init; }

    /// <summary>Labels to choose from when a frame is saved; any other can be written.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>The folder of class folders that frames are saved in; null for none.</summary>
    public string? SaveFolder { get; init; }

    /// <summary>The bytes that the photos in those folders may have together.</summary>
    public long SaveLimit { get; init; } = FrameSaverOptions.DefaultLimit;
}
