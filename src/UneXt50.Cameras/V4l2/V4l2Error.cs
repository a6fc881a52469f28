using System.Runtime.InteropServices;

namespace UneXt50.Cameras.V4l2;

/// <summary>The kernel's error numbers as sentences.</summary>
internal static class V4l2Error
{
    /// <summary>Opening the node failed.</summary>
    public static UneXt50Exception Opening(string path, int error) => error switch
    {
        CameraLibc.NoSuchFile => CameraError.Make(
            path, "there is no such device", $"plug the camera in; {CameraError.SeeList}"),
        CameraLibc.PermissionDenied => CameraError.Make(
            path, "permission denied",
            "add this user to the device's group ('sudo usermod -aG video $USER') and log in again"),
        _ => From(path, "opening it", error),
    };

    /// <summary>Asking what it is failed: it is another kind of file.</summary>
    public static UneXt50Exception NotACamera(string path) =>
        CameraError.Make(path, "it is not a camera", CameraError.SeeList);

    /// <summary>Anything later failed.</summary>
    public static UneXt50Exception From(string path, string action, int error) => error switch
    {
        CameraLibc.Busy => CameraError.Make(
            path, "another program is using it", $"stop that program ('fuser -v {path}' names it)"),
        CameraLibc.NoSuchDevice or CameraLibc.NoSuchDeviceOrAddress => CameraError.Make(
            path, "it was unplugged", "plug it in again"),
        CameraLibc.NoSpace => CameraError.Make(
            path, "the USB bus has no bandwidth left for it",
            $"ask for {Setting.CameraFormat} mjpg or a smaller {Setting.CameraSize}, or plug it into another port"),
        CameraLibc.InputOutputError or CameraLibc.ProtocolError => CameraError.Make(
            path, $"{action} failed in its hardware", "check its cable and power, or plug it in again"),
        CameraLibc.NoMemory => CameraError.Make(
            path, "the system has no memory left for its frames", $"ask for a smaller {Setting.CameraSize}"),
        _ => CameraError.Make(
            path,
            FormattableString.Invariant($"{action} failed ({Marshal.GetPInvokeErrorMessage(error)}, error {error})"),
            "plug it in again, and see 'dmesg'"),
    };
}
