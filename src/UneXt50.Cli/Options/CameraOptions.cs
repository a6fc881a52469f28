using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using UneXt50.Cameras;
using UneXt50.Cameras.Service;
using UneXt50.Cameras.Sinks;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Heads;
using UneXt50.Sources;
using UneXt50.Writers;

namespace UneXt50.Cli.Options;

/// <summary>What a command takes that can read a camera in place of photos.</summary>
/// <param name="isDefault">Whether the camera is what is read when no input is named.</param>
/// <param name="sinks">Where answers go besides the output; null for a command without answers.</param>
internal sealed class CameraOptions(bool isDefault, SinkOptions? sinks = null)
{
    private const double LongestTime = 30 * 24 * 3600;
    private const string Names =
        "Names are auto, /dev/videoN, rpicam[:N], gst:csi, gst:PIPELINE, iot:N ('unext50 cameras' lists them), and "
        + "addresses: rtsp://, rtsps://, http://, https://";

    private readonly Option<CameraSpec> _camera = new("--camera")
    {
        Description = isDefault
            ? "Read this camera; the first usable one is read where no photo is named either. " + Names
            : "Read a camera; without a name, the first usable one. " + Names,
        HelpName = "camera",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseCamera,
    };

    private readonly Option<(int Width, int Height)?> _size = new("--camera-size")
    {
        Description = "Size of the frames [default: 640x480]",
        HelpName = "WxH",
        CustomParser = ParseSize,
    };

    private readonly Option<double> _rate = NumberOption.Off<double>(
        "--camera-rate", "n",
        "Frames a second to ask for; without it, the camera chooses, and single pictures over http are asked for 10 "
        + "times a second",
        otherwise: 0, least: 0, most: 1000);

    private readonly Option<PixelFormat?> _format = ChoiceOption.Create<PixelFormat?>(
        "--camera-format", "Format of the frames; auto takes the cheapest to decode",
        [
            ("auto", null), ("mjpg", PixelFormat.Mjpg), ("yuyv", PixelFormat.Yuyv), ("nv12", PixelFormat.Nv12),
            ("rgb24", PixelFormat.Rgb24), ("bgr24", PixelFormat.Bgr24), ("grey", PixelFormat.Grey),
        ]);

    private readonly Option<double> _timeout = NumberOption.Create<double>(
        "--camera-timeout", "s", "Seconds without a frame after which the camera counts as stalled",
        otherwise: 10, least: 0.1, most: 3600);

    private readonly Option<WarmUp?> _warmUp = new("--warm-up")
    {
        Description = "Frames (20) or seconds (2s) to skip after opening, 0 for none; without it, blank frames for up "
            + "to 5 s, and the first 10 frames or second of V4L2, iot and gst:csi",
        HelpName = "n|ns",
        CustomParser = ParseWarmUp,
    };

    private readonly Option<bool> _noReconnect = new("--no-reconnect")
    {
        Description = $"End with exit code {ExitCodes.Camera} when the camera fails; without it, wait for its return",
    };

    private readonly Option<bool> _reconnectForever = new("--reconnect-forever")
    {
        Description = "Also wait for a camera that has never worked, such as one that is still off",
    };

    private readonly Option<long> _count = NumberOption.Off<long>(
        "--count", "n", "End after this many results", otherwise: 0, least: 0, most: long.MaxValue);

    private readonly Option<double> _duration = NumberOption.Off<double>(
        "--duration", "s", "End after this many seconds", otherwise: 0, least: 0, most: LongestTime);

    private readonly Option<double> _interval = NumberOption.Off<double>(
        "--interval", "s", "Seconds from one capture to the next; without it, every frame is taken as soon as possible",
        otherwise: 0, least: 0, most: LongestTime);

    private readonly Option<bool> _onChange = new("--on-change")
    {
        Description = "Report only the frames at which the held class changes",
    };

    private readonly Option<int> _hold = NumberOption.Create(
        "--hold", "k", "Frames in a row before a new best class is believed and reported",
        otherwise: 1, least: 1, most: 1_000_000);

    private readonly MountingOptions _mounting = new();
    private readonly GpioOptions _gpio = new();

    public void AddTo(DocumentedCommand command)
    {
        _camera.CompletionSources.Add("auto", "rpicam", "gst:csi", "/dev/video0");
        command.Add(OptionGroup.Camera, Own);
        command.Add(OptionGroup.Gpio, _gpio.All);
        sinks?.AddTo(command);
    }

    /// <summary>Adds an error where options do not go together with photos, or the lack of them.</summary>
    public void Validate(CommandResult result, bool photos)
    {
        var given = All().Where(option => result.GetResult(option) is { Implicit: false }).ToList();
        var chosen = given.Contains(_camera);
        if (photos && chosen) result.AddError("Photos and a camera take two runs: give one of them.");
        if (chosen || (isDefault && !photos))
        {
            _gpio.Validate(result, given);
            sinks?.Validate(result, given);
            if (given.Contains(_gpio.Trigger) && given.Contains(_interval))
            {
                result.AddError("--trigger-gpio and --interval both say when to capture: give one of them.");
            }

            if (given.Contains(_noReconnect) && given.Contains(_reconnectForever))
                result.AddError("--no-reconnect and --reconnect-forever contradict each other: give one of them.");

            return;
        }

        foreach (var option in given) result.AddError($"{option.Name} is about a camera: give --camera too.");
        if (!photos && given.Count == 0)
            result.AddError("Nothing to read: name photos, as in 'unext50 classify leaf.jpg', or give --camera.");
    }

    /// <summary>What rows say of where a frame comes from.</summary>
    public OriginColumns Origin(ParseResult parsed) => OriginColumns.Camera | OriginColumns.Time
        | (_mounting.Mounting(parsed).HasNames ? OriginColumns.Region : OriginColumns.None);

    /// <summary>How the camera is read; outages are told on standard error.</summary>
    public CameraFeedOptions Feed(ParseResult parsed, Pulse pulse) => new()
    {
        Reconnect = !parsed.GetValue(_noReconnect),
        ReconnectForever = parsed.GetValue(_reconnectForever),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
        WarmUp = parsed.GetValue(_warmUp),
        Lost = failure => Messages.Note($"{failure.Message}; trying again"),
        Restored = restored => Messages.Note($"{restored.Name}: back, {restored.Mode}"),
        Blank = blank => Messages.Note(
            $"{blank.Name}: the picture is still all black, grey, white or green, and is answered as it is; check the lens "
            + "and the light"),
        Pulse = pulse,
    };

    /// <summary>Opens the camera.</summary>
    /// <exception cref="UneXt50Exception">It cannot be opened.</exception>
    public CameraFeed OpenFeed(ParseResult parsed, CameraFeedOptions options)
    {
        var size = parsed.GetValue(_size);
        var request = new CameraRequest
        {
            Width = size?.Width,
            Height = size?.Height,
            Rate = parsed.GetValue(_rate) is > 0 and var rate ? rate : null,
            Format = parsed.GetValue(_format),
            Timeout = options.Timeout,
        };
        var camera = parsed.GetValue(_camera) ?? CameraSpec.Auto;
        var isChosen = parsed.GetResult(_camera) is not null;
        try
        {
            var feed = CameraFeed.Open(() => camera.Open(request), options, camera.Text);
            if (!isChosen) Messages.Note($"no photos are named: reading the default camera, {feed.Name}");
            return feed;
        }
        catch (UneXt50Exception failure) when (!isChosen && failure.Kind == ErrorKind.Camera)
        {
            throw new UneXt50Exception(
                failure.Kind, failure.Subject, $"{failure.Problem}, and no photos are named", failure.Remedy, failure);
        }
    }

    /// <summary>Takes the lines that start captures and show what is seen.</summary>
    /// <exception cref="UneXt50Exception">One cannot be had.</exception>
    public GpioLines OpenLines(ParseResult parsed, IReadOnlyList<string> labels) => _gpio.Open(parsed, labels);

    /// <summary>Opens what answers go to besides the output.</summary>
    /// <exception cref="UneXt50Exception">One cannot be had.</exception>
    public SinkSet OpenSinks(ParseResult parsed, UneXt50Model model, HeadSet heads, CameraFeed feed, bool quiet) =>
        sinks?.Open(parsed, model, heads, feed, quiet) ?? new SinkSet();

    public CameraPipelineOptions Pipeline(ParseResult parsed, GpioLines lines, Pulse pulse) => new()
    {
        Pulse = pulse,
        Count = parsed.GetValue(_count) is > 0 and var count ? count : null,
        Duration = parsed.GetValue(_duration) is > 0 and var duration ? TimeSpan.FromSeconds(duration) : null,
        Interval = TimeSpan.FromSeconds(parsed.GetValue(_interval)),
        OnChange = parsed.GetValue(_onChange),
        Hold = parsed.GetValue(_hold),
        Mounting = _mounting.Mounting(parsed),
        Trigger = lines.Wait,
        Held = lines.Show,
    };

    private IEnumerable<Option> Own =>
    [
        _camera, _size, _rate, _format, .. _mounting.All, _timeout, _warmUp, _noReconnect, _reconnectForever, _count,
        _duration, _interval, _onChange, _hold,
    ];

    private IEnumerable<Option> All() => [.. Own, .. _gpio.All, .. sinks?.All ?? []];

    private static CameraSpec? ParseCamera(ArgumentResult result) =>
        result.Tokens.Count == 0 ? CameraSpec.Auto : UsageErrors.Parse(result, CameraSpec.Parse);

    private static WarmUp? ParseWarmUp(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (WarmUp.TryParse(text) is { } warmUp) return warmUp;
        result.AddError($"--warm-up takes a number of frames (20) or of seconds (2s), not '{text}'.");
        return null;
    }

    private static (int, int)? ParseSize(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text.Split('x') is [var first, var second]
            && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var width)
            && int.TryParse(second, NumberStyles.None, CultureInfo.InvariantCulture, out var height)
            && width is >= 1 and <= 30_000 && height is >= 1 and <= 30_000)
        {
            return (width, height);
        }

        result.AddError($"--camera-size takes a size like 640x480, not '{text}'.");
        return null;
    }
}
