using UneXt50.Cameras.Processes;

namespace UneXt50.Cameras.Network;

/// <summary>A camera that speaks RTSP, through ffmpeg or GStreamer.</summary>
internal static class RtspCommand
{
    /// <summary>
    /// Starts the program that is installed; ffmpeg first, which shows no password to those who list processes.
    /// </summary>
    /// <exception cref="UneXt50Exception">There is none, or it cannot be started.</exception>
    public static ICamera Open(string name, Uri address, CameraRequest request)
    {
        NetworkAddress.RequirePlain(name, request, takesRate: false);
        if (CameraProgram.Find(FfmpegCommand.Program) is { } ffmpeg)
        {
            return new RawCamera(
                name, FfmpegCommand.Camera(ffmpeg, address.AbsoluteUri, isOld: false),
                FfmpegCommand.Camera(ffmpeg, address.AbsoluteUri, isOld: true), request.Timeout);
        }

        var path = CameraProgram.Find(GstCommand.Program) ?? throw CameraError.Make(
            name, "RTSP is read through ffmpeg or GStreamer, and neither is installed",
            "'sudo apt install ffmpeg' installs one");
        return new RawCamera(name, GstCommand.Camera(path, address.AbsoluteUri), older: null, request.Timeout);
    }
}
