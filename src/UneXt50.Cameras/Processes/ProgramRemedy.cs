using UneXt50.Cameras.Tls;

namespace UneXt50.Cameras.Processes;

/// <summary>What to do about the trouble that rpicam-vid and gst-launch-1.0 tell of.</summary>
internal static class ProgramRemedy
{
    private static readonly (string Words, CameraRemedy Remedy)[] Known =
    [
        // rpicam-vid
        ("no cameras available", "plug the camera in while the power is off, then look again"),
        ("failed to acquire", "stop the other program that uses it"),

        // A Jetson's camera: its plugin, then its service.
        ("no element \"nvarguscamerasrc\"",
            "gst:csi is for a Jetson ('sudo apt install nvidia-l4t-gstreamer' there); elsewhere give rpicam or /dev/videoN"),
        ("no element \"nv", "that element is a Jetson's ('sudo apt install nvidia-l4t-gstreamer' there)"),
        ("no element", "install the GStreamer plugin with that element ('apt-file search' or 'gst-inspect-1.0' help)"),
        ("nvargus", "plug the camera in while the power is off, or 'sudo systemctl restart nvargus-daemon'"),
        ("CaptureSession", "stop the other program that uses it, or 'sudo systemctl restart nvargus-daemon'"),

        // Network cameras.
        ("unauthorized", "correct the user and the password in the address: rtsp://user:password@..."),
        ("404 not found", "check the path in the address"),
        ("not found (404)", "check the path in the address"),
        ("failed to resolve hostname", CameraError.CheckName),
        ("error resolving", CameraError.CheckName),
        ("name or service not known", CameraError.CheckName),
        ("name resolution", CameraError.CheckName),
        ("no address associated", CameraError.CheckName),
        ("certificate is for another", CertificateAdvice.Name),
        ("does not match hostname", CertificateAdvice.Name),
        ("owner does not match", CertificateAdvice.Name),
        ("certificate has expired", CertificateAdvice.Clock),
        ("certificate", CertificateAdvice.Trust),
        ("tls/ssl support not available", "'sudo apt install glib-networking' installs what GStreamer speaks TLS with"),
        ("matches no streams", "give the address of a stream with pictures"),
        ("connection refused", CameraError.Reach),
        ("failed to connect", CameraError.Reach),
        ("no route to host", CameraError.Reach),
        ("network is unreachable", CameraError.Reach),
        ("timed out", CameraError.Reach),
        ("unknown keyword 'option'", "this ffmpeg is too old for addresses with a password: install version 5 or later"),

        // The system's words, in whatever program.
        ("permission denied", "add this user to the device's group ('sudo usermod -aG video $USER') and log in again"),
        ("in use", "stop the other program that uses it"),
        ("resource busy", "stop the other program that uses it"),
        ("cannot identify device", $"give another device; {CameraError.SeeList}"),
        ("no such file or directory", "check the path or device in the pipeline"),
        ("resource not found", "check the address or path in the pipeline"),
        ("could not link", "put a converter between the two, such as videoconvert"),
        ("syntax error", "correct the pipeline: elements are joined by ' ! '"),
        ("no property", "correct the pipeline: 'gst-inspect-1.0 ELEMENT' lists properties"),
        ("could not connect", "check that the other side runs and can be reached from here"),
    ];

    /// <summary>The first that fits what the program said; null where none does.</summary>
    /// <param name="says">Whether it said these words, in any case.</param>
    public static CameraRemedy? Find(Func<string, bool> says)
    {
        foreach (var (words, remedy) in Known)
        {
            if (says(words)) return remedy;
        }

        return null;
    }
}
