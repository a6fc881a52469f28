using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cameras.Saving;
using UneXt50.Cameras.Sinks;
using UneXt50.Cli.Documentation;
using UneXt50.Heads;

namespace UneXt50.Cli.Options;

/// <summary>The options about frames worth keeping.</summary>
internal sealed class SaveOptionSet
{
    private readonly Option<string?> _folder = new("--save-dir")
    {
        Description = "Save frames in this folder as JPEG, with the answer in the name; which ones, --save-when says, "
            + "and those that get a label on the page of --view go to a folder of that name",
        HelpName = "folder",
    };

    private readonly Option<SaveRule[]> _when = new("--save-when")
    {
        Description = "Which frames to save; conditions are label=NAME, label!=NAME, p>0.8, lead<0.1 (also <=, >=), "
            + "unknown, uncertain (lead<0.2) and all. Conditions joined by commas must all hold; of several "
            + "--save-when, one is enough",
        HelpName = "conditions",
        AllowMultipleArgumentsPerToken = false,
        Arity = ArgumentArity.OneOrMore,
        CustomParser = ParseRules,
        DefaultValueFactory = _ => [],
    };

    private readonly Option<long?> _limit = ByteSizeOption.Create(
        "--save-limit", "Most that saved frames may take; then the oldest chosen ones are deleted. Labelled ones "
            + "have a limit of the same size, and when they reach it no more are added [default: 500MB]");

    private readonly Option<double> _interval = NumberOption.Create<double>(
        "--save-interval", "s", "Least seconds between two saved frames of one class, 0 to save every one",
        otherwise: 1, least: 0, most: 24 * 3600);

    public IEnumerable<Option> All => [_folder, _when, _limit, _interval];

    /// <summary>Adds an error where the options that are given do not go together.</summary>
    /// <param name="result">The command.</param>
    /// <param name="given">The options that are given.</param>
    /// <param name="isViewed">Whether there is a page on which somebody may choose frames.</param>
    public void Validate(CommandResult result, IReadOnlyCollection<Option> given, bool isViewed)
    {
        if (!given.Contains(_folder))
        {
            foreach (var option in All.Where(given.Contains))
                result.AddError($"{option.Name} is about saved frames: give --save-dir too.");
        }
        else if (!given.Contains(_when))
        {
            if (!isViewed)
            {
                result.AddError(
                    "--save-dir says where to save frames: give --save-when to say which, or --view to choose them "
                    + "yourself.");
            }

            if (given.Contains(_interval)) result.AddError("--save-interval is about --save-when: give it too.");
        }
    }

    /// <summary>The folder for saved frames; null for none.</summary>
    public string? Folder(ParseResult parsed) => parsed.GetValue(_folder);

    /// <summary>The bytes that saved frames may have.</summary>
    public long Limit(ParseResult parsed) => parsed.GetValue(_limit) ?? FrameSaverOptions.DefaultLimit;

    /// <summary>Opens the folder, if frames are chosen by conditions.</summary>
    /// <exception cref="UneXt50Exception">It cannot be written in, or a condition can never hold.</exception>
    public FrameSaver? Open(
        ParseResult parsed, SinkSet sinks, HeadSet heads, UneXt50Model model, SinkEvents events)
    {
        var rules = parsed.GetRequiredValue(_when);
        if (Folder(parsed) is not { } folder || rules.Length == 0) return null;
        Check(rules, heads, heads.Labels ?? model.Answers);
        return sinks.Add(new FrameSaver(new FrameSaverOptions(folder, rules)
        {
            Limit = Limit(parsed),
            Interval = TimeSpan.FromSeconds(parsed.GetValue(_interval)),
            Events = events,
        }));
    }

    private static void Check(SaveRule[] rules, HeadSet heads, IReadOnlyList<string> labels)
    {
        if (labels.Count == 0)
        {
            throw Refused("the answers have no classes to choose by", "use a model or head that has labels");
        }

        if (rules.Any(rule => rule.NeedsUnknown) && !labels.Contains(HeadModel.Unknown))
        {
            throw Refused("no answer is ever 'unknown'", heads.Models.Count > 0
                ? "give --unknown, with a head that was trained here" : "give --unknown");
        }

        if (rules.SelectMany(rule => rule.Labels).FirstOrDefault(label => !labels.Contains(label)) is { } missing)
        {
            throw Refused($"the model has no class '{missing}'", Nearest.To(missing, labels) is { } near
                ? $"did you mean '{near}'?" : "'unext50 model info' or 'unext50 head info' lists its classes");
        }
    }

    private static SaveRule[] ParseRules(ArgumentResult result)
    {
        var rules = new List<SaveRule>();
        foreach (var token in result.Tokens)
        {
            try
            {
                rules.Add(SaveRule.Parse(token.Value));
            }
            catch (UneXt50Exception error) when (error.Kind == ErrorKind.Usage)
            {
                result.AddError(UsageErrors.Sentence(error));
            }
        }

        return [.. rules];
    }

    private static UneXt50Exception Refused(string problem, string remedy) =>
        new(ErrorKind.Usage, "--save-when", problem, remedy);
}
