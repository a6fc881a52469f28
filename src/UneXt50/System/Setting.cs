namespace UneXt50;

/// <summary>
/// What remedies call the settings and the work that they advise. A library knows no command line: it marks them, and
/// the program that it is part of words them its own way (<see cref="WordBy"/>); without one they read as plain words,
/// as in "give labels with a name for each class".
/// </summary>
public static class Setting
{
    internal const string Batch = Mark + "batch" + End;
    internal const string Calibration = Mark + "calibration" + End;
    internal const string Camera = Mark + "camera" + End;
    internal const string CameraFormat = Mark + "camera-format" + End;
    internal const string CameraRate = Mark + "camera-rate" + End;
    internal const string CameraSize = Mark + "camera-size" + End;
    internal const string CameraTimeout = Mark + "camera-timeout" + End;
    internal const string Compare = Mark + "compare" + End;
    internal const string Crop = Mark + "crop" + End;
    internal const string Engine = Mark + "engine" + End;
    internal const string Features = Mark + "features" + End;
    internal const string From = Mark + "from" + End;
    internal const string GpioChip = Mark + "gpio-chip" + End;
    internal const string Interpolation = Mark + "interpolation" + End;
    internal const string Labels = Mark + "labels" + End;
    internal const string Listen = Mark + "listen" + End;
    internal const string Mean = Mark + "mean" + End;
    internal const string Method = Mark + "method" + End;
    internal const string Metric = Mark + "metric" + End;
    internal const string MetricsListen = Mark + "metrics-listen" + End;
    internal const string Model = Mark + "model" + End;
    internal const string Mqtt = Mark + "mqtt" + End;
    internal const string MqttCa = Mark + "mqtt-ca" + End;
    internal const string MqttPasswordFile = Mark + "mqtt-password-file" + End;
    internal const string MqttUser = Mark + "mqtt-user" + End;
    internal const string Network = Mark + "network" + End;
    internal const string NoHead = Mark + "no-head" + End;
    internal const string Normalize = Mark + "normalize" + End;
    internal const string OnnxRuntime = Mark + "onnxruntime" + End;
    internal const string Out = Mark + "out" + End;
    internal const string Precision = Mark + "precision" + End;
    internal const string Preprocess = Mark + "preprocess" + End;
    internal const string Provider = Mark + "provider" + End;
    internal const string ProviderOption = Mark + "provider-option" + End;
    internal const string ReconnectForever = Mark + "reconnect-forever" + End;
    internal const string Resize = Mark + "resize" + End;
    internal const string Resume = Mark + "resume" + End;
    internal const string SaveDir = Mark + "save-dir" + End;
    internal const string SaveInterval = Mark + "save-interval" + End;
    internal const string SaveLimit = Mark + "save-limit" + End;
    internal const string SaveWhen = Mark + "save-when" + End;
    internal const string Scores = Mark + "scores" + End;
    internal const string Sha256 = Mark + "sha256" + End;
    internal const string Shard = Mark + "shard" + End;
    internal const string Size = Mark + "size" + End;
    internal const string SplitEncoder = Mark + "split-encoder" + End;
    internal const string Std = Mark + "std" + End;
    internal const string StrideIn = Mark + "stride-in" + End;
    internal const string Threads = Mark + "threads" + End;
    internal const string TokenFile = Mark + "token-file" + End;
    internal const string Unknown = Mark + "unknown" + End;
    internal const string View = Mark + "view" + End;
    internal const string ViewTokenFile = Mark + "view-token-file" + End;

    // Work of its own, where a remedy is no setting of the work that failed.

    /// <summary>Adding photos to a head.</summary>
    public const string AddToHead = Mark + "adding to a head" + End;

    /// <summary>A benchmark with its figures as CSV.</summary>
    public const string BenchmarkAsCsv = Mark + "the benchmark as CSV" + End;

    /// <summary>Classifying a photo.</summary>
    public const string Classify = Mark + "classification" + End;

    /// <summary>Making a model of an ONNX classifier.</summary>
    public const string DescribeModel = Mark + "model description" + End;

    /// <summary>Making a model of a checkpoint.</summary>
    public const string ImportModel = Mark + "model import" + End;

    /// <summary>Listing the cameras of this machine.</summary>
    public const string ListCameras = Mark + "camera discovery" + End;

    /// <summary>Listing the layers of a model.</summary>
    public const string ListLayers = Mark + "model inspection" + End;

    /// <summary>Making an int8 model.</summary>
    public const string QuantizeModel = Mark + "quantization" + End;

    /// <summary>Training a head.</summary>
    public const string TrainHead = Mark + "head training" + End;

    /// <summary>Writing the features of photos.</summary>
    public const string WriteFeatures = Mark + "feature extraction" + End;

    // Of the private use area: nothing that a user names or a file says has them.
    private const string Mark = "\uE000", End = "\uE001";

    private static Func<string, string> _wording = name => name.Replace('-', ' ');

    /// <summary>Sets how a program words them, once, before anything else.</summary>
    /// <param name="wording">Told what stands behind a constant above, without its marks: "camera-size".</param>
    public static void WordBy(Func<string, string> wording) => _wording = wording;

    /// <summary>A text with all of them worded.</summary>
    public static string Worded(string text)
    {
        for (var start = 0; (start = text.IndexOf(Mark, start, StringComparison.Ordinal)) >= 0;)
        {
            var end = text.IndexOf(End, start, StringComparison.Ordinal);
            if (end < 0) break;
            var word = _wording(text[(start + 1)..end]);
            text = text[..start] + word + text[(end + 1)..];
            start += word.Length;
        }

        return text;
    }
}
