using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using UneXt50.Cameras;
using UneXt50.Cameras.Service;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Sources;

namespace UneXt50.Cli.Options;

/// <summary>What a command takes that can read a camera in place of photos.</summary>
/// <param name="isDefault">Whether the camera is what is read when no input is named.</param>
/// <param name="sinks">Where answers go besides the output; null for a command without answers.</param>
internal sealed class CameraOptions(bool isDefault, SinkOptions? sinks = null)
{
    private const double LongestTime = 30 * 24 * 3600;

    private readonly Option<CameraSpec> _camera = new("--camera")
    {
        Description = "Read a camera: auto, /dev/videoN, rpicam[:N], gst:csi, gst:PIPELINE or iot:N "
            + "[default: auto]; 'unext50 cameras' lists them",
        HelpName = "camera",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = ParseCamera,
    };

    private readonly Option<(int Width, int Height)?> _size = new("--camera-size")
    {
        Description = "Size of its frames [default: 640x480]",
        HelpName = "WxH",
        CustomParser = ParseSize,
    };

    private readonly Option<double> _rate = NumberOption.Create<double>(
        "--camera-rate", "n", "Frames a second it delivers, 0 for its own choice", otherwise: 0, least: 0, most: 1000);

    private readonly Option<PixelFormat?> _format = ChoiceOption.Create<PixelFormat?>(
        "--camera-format", "Format of its frames; auto is the one that costs least",
        [
            ("auto", null), ("mjpg", PixelFormat.Mjpg), ("yuyv", PixelFormat.Yuyv), ("nv12", PixelFormat.Nv12),
            ("rgb24", PixelFormat.Rgb24), ("bgr24", PixelFormat.Bgr24), ("grey", PixelFormat.Grey),
        ]);

    private readonly Option<double> _timeout = NumberOption.Create<double>(
        "--camera-timeout", "s", "Seconds without a frame until it counts as stalled",
        otherwise: 10, least: 0.1, most: 3600);

    private readonly Option<WarmUp?> _warmUp = new("--warm-up")
    {
        Description = "Frames, as 20, or seconds, as 2s, to pass over when it has been opened, 0 for none [default: what "
            + "suits it: frames without a picture for up to 5 s; of V4L2, iot and gst:csi the first 10 frames or second too]",
        HelpName = "n|ns",
        CustomParser = ParseWarmUp,
    };

    private readonly Option<bool> _noReconnect = new("--no-reconnect")
    {
        Description = $"End with exit code {ExitCodes.Camera} when it fails, instead of waiting for it to come back",
    };

    private readonly Option<long> _count = NumberOption.Create<long>(
        "--count", "n", "End after n results, 0 for no such end", otherwise: 0, least: 0, most: long.MaxValue);

    private readonly Option<double> _duration = NumberOption.Create<double>(
        "--duration", "s", "End after this many seconds, 0 for no such end", otherwise: 0, least: 0, most: LongestTime);

    private readonly Option<double> _interval = NumberOption.Create<double>(
        "--interval", "s", "Seconds from one capture to the next, 0 for frame after frame",
        otherwise: 0, least: 0, most: LongestTime);

    private readonly Option<bool> _onChange = new("--on-change")
    {
        Description = "Only the frames with which the held class changes",
    };

    private readonly Option<int> _hold = NumberOption.Create(
        "--hold", "k", "Frames in a row until a new best class is believed and reported",
        otherwise: 1, least: 1, most: 1_000_000);

    private readonly GpioOptions _gpio = new();

    public void AddTo(Command command)
    {
        _camera.CompletionSources.Add("auto", "rpicam", "gst:csi", "/dev/video0");
        foreach (var option in All()) command.Add(option);
    }

    /// <summary>Adds an error where options do not go together with photos, or the lack of them.</summary>
    public void Validate(CommandResult result, bool photos, bool unknown)
    {
        var given = All().Where(option => result.GetResult(option) is { Implicit: false }).ToList();
        var chosen = given.Contains(_camera);
        if (photos && chosen && !unknown) result.AddError("Photos and a camera are two runs: give one of them.");
        if (chosen || (isDefault && !photos))
        {
            _gpio.Validate(result, given);
            sinks?.Validate(result, given);
            if (given.Contains(_gpio.Trigger) && given.Contains(_interval))
            {
                result.AddError("--trigger-gpio and --interval both say when to capture: give one of them.");
            }

            return;
        }

        if (!photos) result.AddError("No inputs are given, nor --camera.");
        foreach (var option in given) result.AddError($"{option.Name} is about a camera: give --camera too.");
    }

    /// <summary>How the camera is read; outages are told on standard error.</summary>
    public CameraFeedOptions Feed(ParseResult parsed, Pulse pulse) => new()
    {
        Reconnect = !parsed.GetValue(_noReconnect),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
        WarmUp = parsed.GetValue(_warmUp),
        Lost = failure => Messages.Note($"{failure.Message}; trying again until it works"),
        Restored = restored => Messages.Note($"{restored.Name}: back, {restored.Mode}"),
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
        return CameraFeed.Open(() => camera.Open(request), options);
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
        Trigger = lines.Wait,
        Held = lines.Show,
    };

    private IEnumerable<Option> All() =>
    [
        _camera, _size, _rate, _format, _timeout, _warmUp, _noReconnect, _count, _duration, _interval, _onChange, _hold,
        .. _gpio.All, .. sinks?.All ?? [],
    ];

    private static CameraSpec? ParseCamera(ArgumentResult result) =>
        result.Tokens.Count == 0 ? CameraSpec.Auto : UsageErrors.Parse(result, CameraSpec.Parse);

    private static WarmUp? ParseWarmUp(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (WarmUp.TryParse(text) is { } warmUp) return warmUp;
        result.AddError($"--warm-up takes a number of frames, as 20, or of seconds, as 2s, not '{text}'.");
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
