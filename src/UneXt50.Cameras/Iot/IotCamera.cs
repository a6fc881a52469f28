using System.Buffers;
using System.Globalization;
using global::Iot.Device.Media;
using UneXt50.Cameras.V4l2;
using UneXt50.Sources;

namespace UneXt50.Cameras.Iot;

/// <summary>
/// A camera through Iot.Device.Media.VideoDevice. A thread of its own takes every frame, since the device hands out the
/// oldest first, and keeps the newest. The device checks no answer of the driver: it cannot tell that a camera is in
/// use or has gone, what size it chose, or how long a JPEG is. <see cref="V4l2Camera"/> can.
/// </summary>
internal sealed class IotCamera : ICamera
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly HashSet<string> Stuck = [];

    private readonly VideoDevice _device;
    private readonly PixelLayout? _layout;
    private readonly TimeSpan _timeout;
    private readonly CancellationTokenSource _stop = new();
    private readonly NewestFrame _newest = new();
    private readonly Thread _capture;

    private IotCamera(string name, VideoDevice device, CameraRequest request, PixelFormat format)
    {
        Name = name;
        _device = device;
        _timeout = request.Timeout;
        var (width, height) = ((int)device.Settings.CaptureSize.Width, (int)device.Settings.CaptureSize.Height);
        _layout = LayoutOf(format, width, height);
        Mode = string.Create(CultureInfo.InvariantCulture, $"{width}x{height} {FourCc.Name(FourCc.Of(format))}");
        device.ImageBufferPoolingEnabled = true;
        device.NewImageBufferReady += Take;
        device.StartCaptureContinuous();
        _capture = new Thread(() => device.CaptureContinuous(_stop.Token)) { IsBackground = true, Name = "iot camera" };
        Threads.Begin(_capture);
    }

    public string Name { get; }

    public string Mode { get; }

    public WarmUp WarmUp => WarmUp.Exposure;

    /// <summary>Opens /dev/videoN and starts it.</summary>
    /// <exception cref="UneXt50Exception">It cannot be opened, or delivers nothing that is understood.</exception>
    public static IotCamera Open(string name, int number, CameraRequest request)
    {
        var path = string.Create(CultureInfo.InvariantCulture, $"/dev/video{number}");
        lock (Stuck)
        {
            if (Stuck.Contains(name))
            {
                throw CameraError.Make(
                    name, "an earlier read of it has never returned",
                    $"start this program again, or use {Setting.Camera} {path}");
            }
        }

        if (request.Rate is not null)
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, Setting.CameraRate, $"the frame rate of {name} cannot be set",
                $"leave it out, or use {Setting.Camera} {path}");
        }

        VideoDevice? device = null;
        try
        {
            device = IotNegotiation.Open(path, number, request, out var format);
            return new IotCamera(name, device, request, format);
        }
        catch (IOException failure)
        {
            device?.Dispose();
            // It says no more than a number; the system says why to those who ask it.
            V4l2Device.Open(path).Dispose();
            throw CameraError.Make(name, $"it cannot be opened ({failure.Message})", CameraError.SeeList, failure);
        }
        catch
        {
            device?.Dispose();
            throw;
        }
    }

    public void Read(FrameBuffer buffer, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeout);
        try
        {
            var newest = _newest.Take(limit.Token);
            buffer.Fill(newest.Data.Span, newest.Layout);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw CameraError.Stalled(Name, _timeout);
        }
    }

    public void Dispose()
    {
        _stop.Cancel();
        if (!_capture.Join(Patience))
        {
            // The driver has no frame to give, and nothing else ends that read. What it uses is left to it.
            lock (Stuck) Stuck.Add(Name);
            return;
        }

        _device.StopCaptureContinuous();
        _device.Dispose();
        _newest.Dispose();
        _stop.Dispose();
    }

    private void Take(object sender, NewImageBufferReadyEventArgs ready)
    {
        var picture = Picture(ready, _layout);
        if (!picture.IsEmpty)
        {
            _newest.Filling.Fill(picture, _layout);
            _newest.Publish();
        }

        ArrayPool<byte>.Shared.Return(ready.ImageBuffer);
    }

    /// <summary>
    /// What of a buffer is a frame: as many bytes as the layout has, or for JPEG the whole of it, since the device does
    /// not say how much the driver wrote; empty where there is none.
    /// </summary>
    internal static ReadOnlySpan<byte> Picture(NewImageBufferReadyEventArgs ready, PixelLayout? layout)
    {
        // Where there is no frame, the device makes one of the length of a buffer it could not map.
        var length = layout is null ? ready.Length : (int)Math.Min(ready.Length, layout.Length);
        return layout is null || length == layout.Length ? ready.ImageBuffer.AsSpan(0, Math.Max(length, 0)) : [];
    }

    /// <summary>
    /// Without padding and with V4L2's default colours: what the driver really chose is not to be had.
    /// </summary>
    private static PixelLayout? LayoutOf(PixelFormat format, int width, int height)
    {
        if (format == PixelFormat.Mjpg) return null;
        var layout = new PixelLayout(format, width, height, 0);
        var isYuv = format is PixelFormat.Yuyv or PixelFormat.Nv12;
        return layout with { BytesPerLine = layout.BytesInRow, Range = isYuv ? ValueRange.Limited : ValueRange.Full };
    }
}
