using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Runs;
using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Inference;
using UneXt50.Sources;

namespace UneXt50.Cli.Options;

/// <summary>What <c>bench</c> measures, how often, and within which bounds it has to stay.</summary>
internal sealed class BenchOptions
{
    private const int SyntheticWidth = 640;
    private const int SyntheticHeight = 480;
    private const int AnyNumber = 1_000_000;

    private readonly ModelOption.OrWord _model = new(
        "model", "The model file; by default the one that classify would use", isRequired: false);

    private readonly Option<string?> _compare = TextOption.Create(
        "--compare", "file", "Another model; the two are measured in turns");

    private readonly Option<bool> _compareEngines = new("--compare-engines")
    {
        Description = "Measure the model on the native engine and on onnxruntime in turns; times and agreement",
    };

    private readonly Option<bool> _compareProviders = new("--compare-providers")
    {
        Description = "Measure the model on the CPU and on each --provider in turns; times and agreement",
    };

    private readonly Option<bool> _splitEncoder = new("--split-encoder")
    {
        Description = "Measure what it costs to split the model into an encoder and a head",
    };

    private readonly Option<string[]> _photos = new("--photos")
    {
        Description = "Files, folders or patterns, all kept in memory; "
            + $"without them, a synthetic photo of {SyntheticWidth}x{SyntheticHeight}",
        HelpName = "input",
    };

    private readonly Option<int[]> _threads = NumberListOption.Create(
        "--threads", "Threads of the network; several numbers make a sweep, all else uses the first", most: 256);

    private readonly Option<int[]> _batch = NumberListOption.Create(
        "--batch", "Photos for each run of the network; several numbers make a sweep, auto finds the fastest",
        BatchOption.Most, BatchOption.Auto, PipelineOptions.FastestBatch);

    private readonly Option<int> _runs = NumberOption.Create(
        "--runs", "n", "Runs of each measurement, at most", otherwise: 50, least: 1, most: AnyNumber);

    private readonly Option<double> _duration = NumberOption.Off<double>(
        "--duration", "s", "End each measurement after this many seconds; the number of runs is then --runs, if given",
        otherwise: 0, least: 0, most: 86_400);

    private readonly Option<int> _warmUp = NumberOption.Create(
        "--warm-up", "n", "Runs before the ones that count", otherwise: 5, least: 0, most: AnyNumber);

    private readonly Option<int> _starts = NumberOption.Create(
        "--starts", "n", "Starts of the program and loads of the model", otherwise: 5, least: 1, most: 1000);

    private readonly BackboneOptions _backbone = new();

    private readonly Option<string[]> _assert = new("--assert")
    {
        Description = $"A bound such as 'p95 < 80ms'; exit code {ExitCodes.GateFailed} when it does not hold; may be "
            + "repeated",
        HelpName = "gate",
    };

    public void AddTo(DocumentedCommand command)
    {
        _model.AddTo(command);
        command.Add(OptionGroup.Input, _photos);
        command.Add(OptionGroup.Measurement, _compare, _compareEngines, _compareProviders, _splitEncoder);
        command.Add(OptionGroup.Measurement, _threads, _batch);
        command.Add(OptionGroup.Measurement, _runs, _duration, _warmUp, _starts, _assert);

        command.Check(parsed =>
        {
            var compares = new[]
            {
                parsed.GetValue(_compare) is not null, parsed.GetValue(_compareEngines),
                parsed.GetValue(_compareProviders),
            };
            if (compares.Count(given => given) > 1)
                parsed.AddError("--compare, --compare-engines and --compare-providers exclude each other.");
            if (parsed.GetValue(_compareProviders) && !ProviderOptions.Shared.IsOnDevice(parsed))
                parsed.AddError("--compare-providers needs --provider: name what is compared with the CPU.");
            if (parsed.GetValue(_compareEngines) && ProviderOptions.Shared.IsOnDevice(parsed))
                parsed.AddError("--compare-engines is about the CPU: leave --provider out.");
        });
        _backbone.AddProfileTo(command);
    }

    public bool SplitEncoder(ParseResult parsed) => parsed.GetValue(_splitEncoder);

    /// <exception cref="UneXt50Exception">There is no model, or a photo cannot be read.</exception>
    public BenchmarkRequest Request(ParseResult parsed)
    {
        var duration = parsed.GetValue(_duration);
        var endsByTime = duration > 0 && parsed.GetResult(_runs) is null or { Implicit: true };
        return new BenchmarkRequest
        {
            ModelPath = ModelPaths.Find(_model.Named(parsed)),
            OtherPath = parsed.GetValue(_compare),
            CompareEngines = parsed.GetValue(_compareEngines),
            CompareProviders = parsed.GetValue(_compareProviders),
            Photos = Photos(parsed.GetValue(_photos) ?? []),
            Threads = parsed.GetRequiredValue(_threads),
            Batches = parsed.GetRequiredValue(_batch),
            Profile = _backbone.Profile(parsed),
            Length = new RunLength
            {
                Runs = endsByTime ? AnyNumber : parsed.GetValue(_runs),
                Duration = duration > 0 ? TimeSpan.FromSeconds(duration) : null,
                WarmUp = parsed.GetValue(_warmUp),
            },
            Fresh = Fresh(parsed),
            Starts = parsed.GetValue(_starts),
        };
    }

    /// <summary>The bounds, read before anything is measured.</summary>
    /// <exception cref="UneXt50Exception">One is wrong, or about what will not be measured (Usage).</exception>
    public IReadOnlyList<Gate> Gates(ParseResult parsed)
    {
        var gates = (parsed.GetValue(_assert) ?? []).Select(Gate.Parse).ToList();
        foreach (var gate in gates)
        {
            Require(gate, "comparison.", _compare,
                parsed.GetValue(_compare) is not null || parsed.GetValue(_compareEngines)
                || parsed.GetValue(_compareProviders));
            Require(gate, "split_encoder.", _splitEncoder, SplitEncoder(parsed));
        }

        return gates;
    }

    private static void Require(Gate gate, string section, Option option, bool given)
    {
        if (given || !gate.Metric.Name.StartsWith(section, StringComparison.Ordinal)) return;
        throw new UneXt50Exception(
            ErrorKind.Usage, gate.Metric.Name, $"is measured with {option.Name} only", $"give {option.Name} too");
    }

    private static List<Frame> Photos(string[] inputs) => inputs.Length == 0
        ? [SyntheticPhoto.Create(SyntheticWidth, SyntheticHeight)]
        : [.. PhotoFolder.List(recurse: false, inputs).Select(photo => photo.Read())];

    /// <summary>This program's own command lines, with what was asked for here.</summary>
    private FreshCommands? Fresh(ParseResult parsed)
    {
        if (OwnProgram.Command() is not [_, ..] program) return null;
        string[] profile =
        [
            "-", "--quiet", "--threads", $"{parsed.GetRequiredValue(_threads)[0]}",
            "--engine", _backbone.Profile(parsed).Engine.ToString().ToLowerInvariant(),
            .. _backbone.Profile(parsed).Exact ? ["--exact"] : Array.Empty<string>(),
            .. BackboneOptions.RuntimeWords(parsed, withProviders: !parsed.GetValue(_compareProviders)),
        ];
        return new FreshCommands(
            [.. program, "--version"], model => Answer(model, "jsonl"),
            model => model.HasClasses ? Answer(model, "json") : null);

        IReadOnlyList<string> Answer(FreshModel model, string format) =>
        [
            .. program, model.HasClasses ? "classify" : "features", .. profile, "--model", model.Path,
            .. model.HeadPath is { } head ? ["--head", head] : Array.Empty<string>(), "--format", format,
        ];
    }
}
