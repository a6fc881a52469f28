using System.Globalization;
using UneXt50.Imaging;

namespace UneXt50;

/// <summary>
/// What travels inside the model file, as ONNX metadata: how to feed it, what its classes are called, where its weights
/// come from. It is the only place where any of this lives; no code branches on a model's name.
/// </summary>
public sealed record ModelCard
{
    private const string Prefix = "unext50.";

    /// <summary>
    /// The version of cards with another order of channels or another fit than the first one knew. A program that reads
    /// only the first misses "interpolation" in them and refuses, rather than to feed the network wrongly.
    /// </summary>
    private const string Version = "2";

    private static readonly (string Word, Fit Value)[] Fits =
        [("crop", Fit.Crop), ("stretch", Fit.Stretch), ("pad", Fit.Pad)];

    private static readonly (string Word, ChannelOrder Value)[] Orders =
        [("rgb", ChannelOrder.Rgb), ("bgr", ChannelOrder.Bgr)];

    private static readonly (string Word, Interpolation Value)[] Filters =
        [("bilinear", Interpolation.Bilinear), ("bicubic", Interpolation.Bicubic)];

    /// <summary>The classes, in the order of the logits; empty when the model has no head.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>How a picture becomes the input tensor.</summary>
    public required PreprocessRule Preprocess { get; init; }

    /// <summary>The network's name in the field, for people: "resnext50_32x4d".</summary>
    public required string Architecture { get; init; }

    /// <summary>"float32", "float16" or "int8".</summary>
    public required string Precision { get; init; }

    /// <summary>SPDX identifier of the weights' licence; empty when unknown.</summary>
    public string Licence { get; init; } = "";

    /// <summary>Whom the licence asks to name; empty when unknown.</summary>
    public string Attribution { get; init; } = "";

    /// <summary>SHA-256 of the checkpoint the weights came from, lower-case hex; empty when unknown.</summary>
    public string SourceSha256 { get; init; } = "";

    /// <summary>The program that wrote the file, with its version.</summary>
    public string Tool { get; init; } = "";

    /// <summary>How an int8 model's ranges were found, for people; empty for others.</summary>
    public string Calibration { get; init; } = "";

    /// <summary>What was measured of its accuracy, for people; empty when nothing was.</summary>
    public string Accuracy { get; init; } = "";

    /// <summary>Reads a card from a model's metadata.</summary>
    /// <exception cref="FormatException">
    /// An entry is missing or does not hold what it must; the message names it.
    /// </exception>
    public static ModelCard FromMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        string Required(string key) => metadata.TryGetValue(Prefix + key, out var value)
            ? value : throw new FormatException($"metadata entry {Prefix}{key} is missing");
        string Optional(string key) => metadata.GetValueOrDefault(Prefix + key, "");

        var version = Optional("card_version");
        if (version is not ("" or "1" or Version))
        {
            throw new FormatException(
                $"{Prefix}card_version is '{version}', and this program reads up to {Version}: a newer one made it");
        }

        var size = Integer("input_size", Required("input_size"));
        var fit = Choice("fit", Optional("fit"), Fits);
        var shortSide = fit == Fit.Crop ? Integer("resize_short_side", Required("resize_short_side")) : size;
        if (size > 4096 || shortSide > 8192 || shortSide < size)
        {
            throw new FormatException(
                $"{Prefix}input_size {size} and resize_short_side {shortSide} do not fit "
                + "(size <= 4096, size <= short side <= 8192)");
        }

        var filter = version == Version ? "filter" : "interpolation";
        var interpolation = Choice(filter, Required(filter), Filters);
        var std = Triple("std", Required("std"));
        if (std.Any(value => value <= 0)) throw new FormatException($"{Prefix}std must be above 0");

        var labels = Optional("labels");
        return new ModelCard
        {
            Labels = labels.Length == 0 ? [] : labels.Split('\n'),
            Preprocess = new PreprocessRule(size, shortSide, interpolation, Triple("mean", Required("mean")), std,
                fit, Choice("channels", Optional("channels"), Orders)),
            Architecture = Optional("architecture"),
            Precision = Optional("precision"),
            Licence = Optional("licence"),
            Attribution = Optional("attribution"),
            SourceSha256 = Optional("source_sha256"),
            Tool = Optional("tool"),
            Calibration = Optional("calibration"),
            Accuracy = Optional("accuracy"),
        };
    }

    /// <summary>Whether a metadata entry of that name belongs to a card, of whatever version.</summary>
    public static bool IsEntry(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return key.StartsWith(Prefix, StringComparison.Ordinal);
    }

    /// <summary>The card as metadata entries, in a fixed order.</summary>
    public IReadOnlyList<KeyValuePair<string, string>> ToMetadata()
    {
        var entries = new List<KeyValuePair<string, string>>();
        void Add(string key, string value) => entries.Add(new(Prefix + key, value));

        var isFirstVersion = Preprocess is { Fit: Fit.Crop, Channels: ChannelOrder.Rgb };
        Add("architecture", Architecture);
        Add("attribution", Attribution);
        Add("input_size", Preprocess.InputSize.ToString(CultureInfo.InvariantCulture));
        Add(isFirstVersion ? "interpolation" : "filter", Word(Preprocess.Interpolation, Filters));
        Add("labels", string.Join('\n', Labels));
        Add("licence", Licence);
        Add("mean", Join(Preprocess.Mean));
        Add("precision", Precision);
        if (Preprocess.Fit == Fit.Crop)
            Add("resize_short_side", Preprocess.ResizeShortSide.ToString(CultureInfo.InvariantCulture));
        Add("source_sha256", SourceSha256);
        Add("std", Join(Preprocess.Std));
        Add("tool", Tool);
        if (Calibration.Length > 0) Add("calibration", Calibration);
        if (Accuracy.Length > 0) Add("accuracy", Accuracy);
        if (isFirstVersion) return entries;
        Add("card_version", Version);
        Add("channels", Word(Preprocess.Channels, Orders));
        Add("fit", Word(Preprocess.Fit, Fits));
        return entries;
    }

    /// <summary>What a word stands for; the first of them where there is none.</summary>
    private static T Choice<T>(string key, string value, (string Word, T Value)[] words)
    {
        if (value.Length == 0) return words[0].Value;
        foreach (var (word, meaning) in words)
        {
            if (word == value) return meaning;
        }

        throw new FormatException(
            $"{Prefix}{key} is '{value}', not {string.Join(" or ", words.Select(choice => choice.Word))}");
    }

    private static string Word<T>(T value, (string Word, T Value)[] words) =>
        words.First(choice => EqualityComparer<T>.Default.Equals(choice.Value, value)).Word;

    private static string Join(IReadOnlyList<float> values) =>
        string.Join(' ', values.Select(value => value.ToString("R", CultureInfo.InvariantCulture)));

    private static int Integer(string key, string value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
            ? number : throw new FormatException($"{Prefix}{key} is '{value}', not a whole number above 0");

    private static float[] Triple(string key, string value)
    {
        var parts = value.Split(' ');
        var numbers = new float[3];
        for (var i = 0; i < 3; i++)
        {
            if (parts.Length != 3 || !float.TryParse(parts[i], CultureInfo.InvariantCulture, out numbers[i])
                || !float.IsFinite(numbers[i]))
            {
                throw new FormatException($"{Prefix}{key} is '{value}', not three numbers");
            }
        }

        return numbers;
    }
}
