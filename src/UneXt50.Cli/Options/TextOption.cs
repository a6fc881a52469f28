using System.CommandLine;

namespace UneXt50.Cli.Options;

/// <summary>An option that takes a word: a name, a file, a folder.</summary>
internal static class TextOption
{
    /// <param name="name">With its dashes.</param>
    /// <param name="helpName">What the help calls the word.</param>
    /// <param name="description">For the help.</param>
    /// <param name="aliases">Other names, with their dashes.</param>
    public static Option<string?> Create(string name, string helpName, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName };

    /// <summary>One that must be given.</summary>
    public static Option<string> Required(string name, string helpName, string description, params string[] aliases) =>
        new(name, aliases) { Description = description, HelpName = helpName, Required = true };

    /// <summary>One that may be given several times, with a word each time.</summary>
    public static Option<string[]> Several(string name, string helpName, string description) => new(name)
    {
        Description = description,
        HelpName = helpName,
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
    };
}
