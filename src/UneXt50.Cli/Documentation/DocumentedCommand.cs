using System.CommandLine;
using System.CommandLine.Parsing;

namespace UneXt50.Cli.Documentation;

/// <summary>A command whose help has its options in groups, and examples.</summary>
internal sealed class DocumentedCommand(string name, string description) : Command(name, description)
{
    private readonly Dictionary<Option, OptionGroup> _groups = [];

    /// <summary>Command lines, and what each does.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];

    /// <summary>The names of the options that the short help shows; none where it can show them all.</summary>
    public IReadOnlyList<string> MostUsed { get; init; } = [];

    /// <summary>Adds options that the help lists under this heading.</summary>
    public void Add(OptionGroup group, params IEnumerable<Option> options)
    {
        foreach (var option in options)
        {
            Add(option);
            _groups.Add(option, group);
        }
    }

    /// <summary>Adds a check of what is given together, which adds errors.</summary>
    public void Check(Action<CommandResult> check) => Validators.Add(result =>
    {
        try
        {
            check(result);
        }
        catch (InvalidOperationException)
        {
            // A value that is missing or refused throws when it is asked for. The parser adds an error of its own for
            // it.
        }
    });

    /// <summary>The heading of an option; null for one that was added without.</summary>
    public OptionGroup? GroupOf(Option option) => _groups.TryGetValue(option, out var group) ? group : null;
}
