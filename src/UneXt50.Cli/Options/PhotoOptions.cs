using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Sources;

namespace UneXt50.Cli.Options;

/// <summary>What every command that reads photos takes.</summary>
/// <param name="camera">The options for a camera in their place; null for a command without one.</param>
/// <param name="parts">The options for parts of a collection; null for a command without them.</param>
internal sealed class PhotoOptions(CameraOptions? camera = null, PartOptions? parts = null)
{
    private readonly Argument<string[]> _inputs = new("inputs")
    {
        Description = "Files, folders, quoted patterns (*, ?, [a-z], **), or - for one picture on standard input",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _filesFrom = new("--files-from")
    {
        Description = "Take names from this file, one a line (- is standard input)",
        HelpName = "file",
    };

    private readonly Option<bool> _zero = new("-0", "--null")
    {
        Description = "Names in --files-from end with a zero byte, as find -print0 writes them",
    };

    private readonly Option<bool> _recurse = new("--recurse", "-r")
    {
        Description = "Look into the folders of folders",
    };

    private readonly Option<string> _output = new("--out", "-o")
    {
        Description = "Where results go, - for standard output",
        HelpName = "file",
        DefaultValueFactory = _ => "-",
    };

    private readonly Option<bool> _stats = new("--stats")
    {
        Description = "End with latency by stage, throughput and memory on standard error",
    };

    /// <summary>The option with the output.</summary>
    public Option<string> Output => _output;

    /// <summary>How the network is run.</summary>
    public BackboneOptions Backbone { get; } = new();

    public void AddTo(Command command)
    {
        AddInputTo(command);
        command.Add(_stats);
        Backbone.AddTo(command);
        camera?.AddTo(command);
        parts?.AddTo(command);
    }

    /// <summary>Adds only those that a command without the network needs.</summary>
    public void AddPreprocessingTo(Command command)
    {
        AddInputTo(command);
        Backbone.AddInputTo(command);
    }

    /// <summary>The camera's options when that is what is to be read; null for photos.</summary>
    public CameraOptions? Camera(ParseResult parsed) =>
        parsed.GetRequiredValue(_inputs).Length == 0 && parsed.GetValue(_filesFrom) is null ? camera : null;

    private void AddInputTo(Command command)
    {
        command.Add(_inputs);
        foreach (var option in new Option[] { _output, _recurse, _filesFrom, _zero }) command.Add(option);
        command.Validators.Add(result =>
        {
            var inputs = result.GetValue(_inputs) ?? [];
            var names = result.GetValue(_filesFrom);
            var photos = inputs.Length > 0 || names is not null;
            // What looks like an option is refused as one, in its own words.
            camera?.Validate(result, photos, unknown: inputs.Any(LooksLikeOption));
            if (camera is null && !photos) result.AddError("No inputs are given.");
            if (inputs.Count(input => input == "-") + (names == "-" ? 1 : 0) > 1)
            {
                result.AddError("Standard input (-) can be read once only.");
            }

            if (parts?.Any(result) == true)
            {
                if (!photos) result.AddError("--shard and --resume are about photos, not a camera.");
                if (inputs.Contains("-"))
                    result.AddError("--shard and --resume go by names, and standard input (-) has none: give a file.");
                if (parts.Resume(result) && !WritesFile(result))
                    result.AddError("--resume goes on with a file: name it with --out.");
            }

            if (result.GetValue(_zero) && names is null) result.AddError("-0 is about --files-from: give both.");
        });
    }

    /// <exception cref="UneXt50Exception">What looks like an option is none of ours.</exception>
    public InputList Inputs(ParseResult parsed, CancellationToken cancellation)
    {
        // With any number of inputs, the parser takes an unknown option for one of them.
        var afterDashes = parsed.Tokens.SkipWhile(token => token.Type != TokenType.DoubleDash).Skip(1).Count();
        var inputs = parsed.GetRequiredValue(_inputs);
        if (inputs.SkipLast(afterDashes).FirstOrDefault(LooksLikeOption) is { } unknown)
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, unknown, "there is no such option", "see --help; a file of that name goes after --");
        }

        return new InputList(inputs)
        {
            Recurse = parsed.GetValue(_recurse),
            NamesFile = parsed.GetValue(_filesFrom),
            NamesEndWithZero = parsed.GetValue(_zero),
            Cancellation = cancellation,
        };
    }

    private static bool LooksLikeOption(string input) => input is ['-', _, ..];

    public string OutputPath(ParseResult parsed) => parsed.GetRequiredValue(_output);

    /// <summary>The part that was asked for; null for all inputs.</summary>
    /// <exception cref="UneXt50Exception">The environment does not say which (Usage).</exception>
    public Shard? Shard(ParseResult parsed) => parts?.Shard(parsed);

    /// <summary>For validators, where a default has no value yet.</summary>
    public bool WritesFile(SymbolResult result) => result.GetValue(_output) is not (null or "-");

    public bool Stats(ParseResult parsed) => parsed.GetValue(_stats);
}
