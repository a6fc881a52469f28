using System.Diagnostics;
using System.Globalization;
using UneXt50.Sources;

namespace UneXt50.Cameras.V4l2;

/// <summary>
/// A camera behind a V4L2 node, read by streaming from mapped buffers. What the driver chose is read back, damaged
/// buffers are passed over, and waiting has a limit and can be cancelled.
/// </summary>
internal sealed unsafe class V4l2Camera : ICamera
{
    private readonly V4l2Device _device;
    private readonly TimeSpan _timeout;
    private readonly PixelLayout? _layout;
    private readonly V4l2Buffers _buffers;
    private readonly DescriptorWait _wait;

    private V4l2Camera(V4l2Device device, CameraRequest request)
    {
        _device = device;
        _timeout = request.Timeout;
        var (picture, format) = V4l2Negotiation.SetFormat(device, request);
        _layout = V4l2Layout.Read(picture, format);
        var rate = V4l2Negotiation.SetRate(device, request.Rate) is { } frames
            ? string.Create(CultureInfo.InvariantCulture, $", {frames:0.##} frames a second") : "";
        Mode = $"{picture.Width}x{picture.Height} {FourCc.Name(picture.PixelFormat)}{rate}";
        _buffers = new V4l2Buffers(device);
        try
        {
            var type = V4l2Device.Capture;
            device.Do(V4l2Request.StreamOn, &type, "starting it");
            // Last, so that none is left behind where the rest fails.
            _wait = DescriptorWait.Create(device.Path);
        }
        catch
        {
            _buffers.Dispose();
            throw;
        }
    }

    public string Name => _device.Path;

    public string Mode { get; }

    public WarmUp WarmUp => WarmUp.Exposure;

    /// <summary>Opens a node and starts it.</summary>
    /// <exception cref="UneXt50Exception">It cannot be used; the message says why.</exception>
    public static V4l2Camera Open(string path, CameraRequest request)
    {
        var device = V4l2Device.Open(path);
        try
        {
            return new V4l2Camera(device, request);
        }
        catch
        {
            device.Dispose();
            throw;
        }
    }

    public void Read(FrameBuffer buffer, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        while (true)
        {
            var left = _timeout - Stopwatch.GetElapsedTime(start);
            if (left <= TimeSpan.Zero || _wait.For(_device.Descriptor, left, cancellation) == 0)
            {
                throw CameraError.Stalled(Name, _timeout);
            }

            if (TryDequeue(buffer)) return;
        }
    }

    public void Dispose()
    {
        // Of a camera that has gone, the driver refuses this; closing it ends it all the same.
        var type = V4l2Device.Capture;
        _ = _device.Ask(V4l2Request.StreamOff, &type);
        _buffers.Dispose();
        _device.Dispose();
        _wait.Dispose();
    }

    private bool TryDequeue(FrameBuffer frame)
    {
        var buffer = new V4l2Buffer { Type = V4l2Device.Capture, Memory = V4l2Device.MemoryMapped };
        var error = _device.Ask(V4l2Request.DequeueBuffer, &buffer);
        // Woken for nothing.
        if (error == CameraLibc.TryAgain) return false;
        if (error != 0) throw V4l2Error.From(Name, "reading a frame", error);

        var filled = _buffers.Filled(buffer);
        var isWhole = (buffer.Flags & V4l2Buffer.IsDamaged) == 0
            && (_layout is null ? !filled.IsEmpty : filled.Length >= _layout.Length);
        if (isWhole) frame.Fill(filled, _layout);
        _device.Do(V4l2Request.QueueBuffer, &buffer, "giving a buffer back");
        return isWhole;
    }
}
