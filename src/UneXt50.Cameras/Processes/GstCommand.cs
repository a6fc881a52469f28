using System.Globalization;
using System.Text;
using UneXt50.Cameras.Tls;
using UneXt50.Sources;

namespace UneXt50.Cameras.Processes;

/// <summary>A GStreamer pipeline that ends in JPEG, through gst-launch-1.0.</summary>
internal static class GstCommand
{
    public const string Program = "gst-launch-1.0";

    // Uncompressed, with the time of each picture.
    private const string Raw = "! video/x-raw,format=RGB ! matroskamux streamable=true ! fdsink fd=1";

    /// <summary>The name of the ready pipeline for a Jetson's CSI camera.</summary>
    public const string Csi = "csi";

    /// <summary>Starts <paramref name="pipeline"/>, or the ready one that "csi" and "csi:N" stand for.</summary>
    /// <exception cref="UneXt50Exception">There is no gst-launch-1.0, or it cannot be started.</exception>
    public static ICamera Open(string name, string pipeline, CameraRequest request)
    {
        var sensor = Sensor(pipeline);
        if (request.Format is not (null or PixelFormat.Mjpg)
            || (sensor is null && (request.Width, request.Height, request.Rate) != (null, null, null)))
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, name, "a pipeline sets its own size, rate and format",
                "write them into it as caps, and leave the options out");
        }

        var path = CameraProgram.Find(Program) ?? throw CameraError.Make(
            name, $"{Program} is not installed", "'sudo apt install gstreamer1.0-tools' installs it");
        var mode = sensor is null ? "JPEG" : $"{Width(request)}x{Height(request)} JPEG";
        var program = new CameraProgram(path, Arguments(sensor is { } id ? CsiPipeline(id, request) : pipeline));
        var warmUp = sensor is not null ? WarmUp.Exposure : ReadsFile(pipeline) ? WarmUp.None : WarmUp.Blank;
        return new ProcessCamera(name, mode, program, request.Timeout, warmUp);
    }

    /// <summary>A film's frames, turned upright.</summary>
    public static CameraProgram Film(string program, string path) => new(
        program,
        ["-q", "filesrc", $"location={path}", .. Words($"! decodebin ! videoconvert ! videoflip method=automatic {Raw}")]);

    /// <summary>A camera's frames as they come.</summary>
    public static CameraProgram Camera(string program, string address) => new(
        program,
        [
            "-q", "rtspsrc", $"location={address}", "latency=100", "drop-on-latency=true",
            .. Words($"! decodebin ! videoconvert {Raw}"),
        ])
    {
        // It has one sentence for all that may keep it from a camera.
        WhenAway = address.StartsWith("rtsps:", StringComparison.Ordinal)
            ? CameraError.Reach.And($", and that its certificate is known here: {CertificateAdvice.Trust}")
            : CameraError.Reach.And(", and the name in the address"),
    };

    // A film may begin with black, and no frame of it is to be lost.
    private static bool ReadsFile(string pipeline) =>
        Words(pipeline).Any(word => word is "filesrc" or "multifilesrc" or "splitfilesrc" or "uridecodebin"
            or "urisourcebin" or "playbin" or "souphttpsrc" or "curlhttpsrc" or "giosrc");

    /// <summary>The arguments of gst-launch-1.0: quiet, and the pipeline's words with a sink behind them.</summary>
    internal static IReadOnlyList<string> Arguments(string pipeline) =>
        ["-q", .. Words(pipeline), "!", "fdsink", "fd=1"];

    internal static string CsiPipeline(int sensor, CameraRequest request)
    {
        var caps = string.Create(
            CultureInfo.InvariantCulture,
            $"video/x-raw(memory:NVMM),width={Width(request)},height={Height(request)},framerate={Rate(request)}");
        const string Convert = "nvvidconv ! video/x-raw(memory:NVMM),format=I420";
        return $"nvarguscamerasrc sensor-id={sensor} ! {caps} ! {Convert} ! nvjpegenc";
    }

    // The smallest mode that all of the usual sensors have.
    private static int Width(CameraRequest request) => request.Width ?? 1280;

    private static int Height(CameraRequest request) => request.Height ?? 720;

    private static string Rate(CameraRequest request) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Round((request.Rate ?? 30) * 1000)}/1000");

    private static int? Sensor(string pipeline)
    {
        if (pipeline == Csi) return 0;
        if (!pipeline.StartsWith($"{Csi}:", StringComparison.Ordinal)) return null;
        var number = pipeline.AsSpan(Csi.Length + 1);
        return int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var sensor) ? sensor : null;
    }

    /// <summary>Splits at spaces outside quotes, as a shell would have.</summary>
    internal static IReadOnlyList<string> Words(string pipeline)
    {
        var words = new List<string>();
        var word = new StringBuilder();
        char? quote = null;
        foreach (var character in pipeline)
        {
            if (character == quote)
            {
                quote = null;
            }
            else if (quote is null && character is '"' or '\'')
            {
                quote = character;
            }
            else if (quote is null && char.IsWhiteSpace(character))
            {
                if (word.Length > 0) words.Add(word.ToString());
                word.Clear();
            }
            else
            {
                word.Append(character);
            }
        }

        if (word.Length > 0) words.Add(word.ToString());
        return words;
    }
}
