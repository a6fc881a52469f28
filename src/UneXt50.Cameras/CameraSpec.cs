using System.Globalization;
using UneXt50.Cameras.Iot;
using UneXt50.Cameras.Network;
using UneXt50.Cameras.Processes;
using UneXt50.Cameras.V4l2;

namespace UneXt50.Cameras;

/// <summary>
/// Which camera is meant: <c>auto</c>, <c>/dev/videoN</c>, <c>rpicam[:N]</c>, <c>gst:PIPELINE</c> (or
/// <c>gst:csi[:N]</c>), <c>iot:N</c>, or the address of a network camera (rtsp, rtsps, http, https).
/// </summary>
public sealed class CameraSpec
{
    private readonly Func<CameraRequest, ICamera> _open;

    private CameraSpec(string text, Func<CameraRequest, ICamera> open)
    {
        Text = text;
        _open = open;
    }

    /// <summary>The first camera that can be read; looked for again each time it is opened.</summary>
    public static CameraSpec Auto { get; } = new("auto", request => CameraList.ChooseAuto().Open(request));

    /// <summary>As the user wrote it, without passwords.</summary>
    public string Text { get; }

    /// <summary>Reads what a user wrote.</summary>
    /// <exception cref="UneXt50Exception">
    /// Of kind <see cref="ErrorKind.Usage"/>: it names no kind of camera.
    /// </exception>
    public static CameraSpec Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var name = AddressSecrets.Hide(text);
        if (NetworkAddress.Is(text)) return Network(name, NetworkAddress.Parse(text));
        var (kind, rest) = text.IndexOf(':', StringComparison.Ordinal) is >= 0 and var colon
            ? (text[..colon], text[(colon + 1)..]) : (text, null);
        return (kind, rest) switch
        {
            ("auto", null) => Auto,
            ("rpicam", null) => Rpicam(0),
            ("rpicam", not null) when Number(rest) is { } index => Rpicam(index),
            ("iot", not null) when Number(rest) is { } number =>
                new(text, request => IotCamera.Open(text, number, request)),
            ("gst", { Length: > 0 }) => new(name, request => GstCommand.Open(name, rest, request)),
            _ when text.StartsWith("/dev/", StringComparison.Ordinal) =>
                new(text, request => V4l2Camera.Open(text, request)),
            _ => throw new UneXt50Exception(
                ErrorKind.Usage, Setting.Camera, $"'{name}' is not a camera", CameraAdvice.For(text)),
        };
    }

    /// <summary>Opens the camera.</summary>
    /// <exception cref="UneXt50Exception">It cannot be opened; the message says why and what to do.</exception>
    public ICamera Open(CameraRequest request) => _open(request);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static CameraSpec Network(string name, Uri address) => new(name, request =>
        address.Scheme is "http" or "https" ? new HttpCamera(name, address, request)
            : RtspCommand.Open(name, address, request));

    private static CameraSpec Rpicam(int index)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"rpicam:{index}");
        return new(name, request => RpicamCommand.Open(name, index, request));
    }

    private static int? Number(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
