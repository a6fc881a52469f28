using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cameras.Films;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Terminal;
using UneXt50.Sources;
using UneXt50.Writers;

namespace UneXt50.Cli.Options;

/// <summary>What every command that reads photos takes.</summary>
/// <param name="camera">The options for a camera in their place; null for a command without one.</param>
/// <param name="parts">The options for parts of a collection; null for a command without them.</param>
internal sealed class PhotoOptions(CameraOptions? camera = null, PartOptions? parts = null)
{
    private readonly Argument<string[]> _inputs = new("inputs")
    {
        Description = "Files, folders, quoted patterns (*, ?, [a-z], **), or - for one picture from standard input, or "
            + "a film where that is a file",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _filesFrom = new("--files-from")
    {
        Description = "Take names from this file, one on each line; - is standard input",
        HelpName = "file",
    };

    private readonly Option<bool> _zero = new("-0", "--null")
    {
        Description = "Names in --files-from end with a zero byte, as find -print0 writes them",
    };

    private readonly Option<bool> _recurse = new("--recurse", "-r")
    {
        Description = "Include the folders inside folders, at any depth",
    };

    private readonly Option<FilmInterval?> _every = new("--every")
    {
        Description = "Of a film, take one frame each second (1s) or every tenth frame (10f); without it, every frame",
        HelpName = "ns|nf",
        CustomParser = ParseEvery,
    };

    private readonly Option<string> _output = OutputOption.Create("the results");

    private readonly Option<bool> _stats = new("--stats")
    {
        Description = "Report latency by stage, throughput and memory on standard error at the end",
    };

    private readonly CheckpointOption _checkpoint = new();

    /// <summary>The option with the output.</summary>
    public Option<string> Output => _output;

    /// <summary>How the network is run.</summary>
    public BackboneOptions Backbone { get; } = new();

    public void AddTo(DocumentedCommand command)
    {
        AddInputTo(command);
        command.Add(OptionGroup.Input, _every);
        command.Check(result =>
        {
            if (result.GetResult(_every) is { Implicit: false } && !HasInputs(result))
                result.AddError("--every is about films: name one, or give --interval for a camera.");
        });
        command.Add(OptionGroup.Output, _stats, _checkpoint.Option);
        Backbone.AddTo(command);
        camera?.AddTo(command);
        parts?.AddTo(command);
    }

    /// <summary>Adds only those that a command without the network needs.</summary>
    public void AddPreprocessingTo(DocumentedCommand command)
    {
        AddInputTo(command);
        Backbone.AddInputTo(command);
    }

    /// <summary>The camera's options when that is what is to be read; null for photos.</summary>
    public CameraOptions? Camera(ParseResult parsed) =>
        parsed.GetRequiredValue(_inputs).Length == 0 && parsed.GetValue(_filesFrom) is null ? camera : null;

    private void AddInputTo(DocumentedCommand command)
    {
        command.Add(_inputs);
        command.Add(OptionGroup.Input, _recurse, _filesFrom, _zero);
        command.Add(OptionGroup.Output, _output);
        command.Check(result =>
        {
            var inputs = result.GetValue(_inputs) ?? [];
            var names = result.GetValue(_filesFrom);
            var photos = inputs.Length > 0 || names is not null;
            camera?.Validate(result, photos);
            if (camera is null && !photos)
                result.AddError($"Nothing to read: name photos, as in 'unext50 {command.Name} leaf.jpg'.");
            if (inputs.Count(input => input == "-") + (names == "-" ? 1 : 0) > 1)
            {
                result.AddError("Standard input (-) can be read only once: name it once.");
            }

            if (parts?.Any(result) == true)
            {
                if (!photos) result.AddError(
                    "--shard and --resume are about photos, not a camera: name photos, or leave them out.");
                if (inputs.Contains("-"))
                    result.AddError("--shard and --resume go by names, and standard input (-) has none: name a file.");
                if (parts.Resume(result) && !WritesFile(result))
                    result.AddError("--resume continues a file: name it with --out.");
            }

            if (result.GetValue(_zero) && names is null) result.AddError("-0 is about --files-from: give both.");
        });
    }

    public InputList Inputs(ParseResult parsed, CancellationToken cancellation) =>
        new(parsed.GetRequiredValue(_inputs))
        {
            Recurse = parsed.GetValue(_recurse),
            NamesFile = parsed.GetValue(_filesFrom),
            NamesEndWithZero = parsed.GetValue(_zero),
            Cancellation = cancellation,
        };

    /// <summary>How films among the inputs are read.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="continues">Whether the output is one that goes by the names of inputs.</param>
    public FilmOptions Films(ParseResult parsed, bool continues) => new()
    {
        Every = parsed.GetValue(_every),
        Told = Backbone.Quiet(parsed) ? null : Messages.Note,
        Refusal = continues
            ? ("a film whose name comes through a pipe cannot go into a file that can be continued",
                "name it on the command line or in a file, or write to standard output")
            : null,
    };

    public string OutputPath(ParseResult parsed) => parsed.GetRequiredValue(_output);

    /// <summary>A writer that brings rows to the disk as often as was asked for.</summary>
    public IResultWriter Checkpointed(ParseResult parsed, IResultWriter writer) =>
        _checkpoint.Over(parsed, writer, OutputPath(parsed));

    /// <summary>The part that was asked for; null for all inputs.</summary>
    /// <exception cref="UneXt50Exception">The environment does not say which (Usage).</exception>
    public Shard? Shard(ParseResult parsed) => parts?.Shard(parsed);

    /// <summary>For validators, where a default has no value yet.</summary>
    public bool WritesFile(SymbolResult result) => result.GetValue(_output) is not (null or "-");

    private bool HasInputs(CommandResult result) =>
        result.GetValue(_inputs) is { Length: > 0 } || result.GetValue(_filesFrom) is not null;

    private static FilmInterval? ParseEvery(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (FilmInterval.TryParse(text) is { } every) return every;
        result.AddError($"--every takes seconds (1s, 0.5s) or frames (10f), not '{text}'.");
        return null;
    }

    public bool Stats(ParseResult parsed) => parsed.GetValue(_stats);
}
