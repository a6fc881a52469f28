using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace UneXt50.Cli.Documentation;

/// <summary>
/// The first word of a command line that is neither a command nor an option, and what was meant by it.
/// </summary>
internal static class Misspelling
{
    /// <summary>A sentence about it; null where there is none.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="words">Its words, as they were typed.</param>
    public static string? Find(ParseResult parsed, IReadOnlyList<string> words)
    {
        var command = parsed.CommandResult.Command;
        // With any number of inputs, the parser takes an unknown option for one of them.
        var typed = words.TakeWhile(word => word != "--").Where(LooksLikeOption).ToHashSet();
        var optional = Values(parsed.CommandResult, option => option.Arity.MinimumNumberOfValues == 0);
        var required = Values(parsed.CommandResult, option => option.Arity.MinimumNumberOfValues > 0);
        foreach (var token in parsed.Tokens.TakeWhile(token => token.Type != TokenType.DoubleDash))
        {
            if (token.Type != TokenType.Argument) continue;
            var word = token.Value;
            var isOption = optional.Contains(word) || !required.Contains(word) || IsMisspelt(command, word);
            if (typed.Contains(word) && isOption) return UnknownOption(command, word);
            if (parsed.UnmatchedTokens.Contains(word))
            {
                return command.VisibleCommands().Any() && command.Arguments.Count == 0
                    ? UnknownCommand(command, word)
                    : $"'{word}' is one argument too many for {command.ShortName()}.";
            }
        }

        return null;
    }

    /// <summary>That there is no such command, and which there is.</summary>
    public static string UnknownCommand(Command above, string word)
    {
        var known = above.VisibleCommands().Select(sub => sub.Name).ToList();
        var root = above.Above().LastOrDefault() ?? above;
        var elsewhere = root.RunnableCommands().Where(sub => sub.Name == word).Select(sub => sub.ShortName()).ToList();
        var meant = Nearest.To(word, known) is { } near ? $"; did you mean {above.Below(near)}?"
            : elsewhere.Count > 0 ? $"; did you mean {string.Join(" or ", elsewhere)}?"
            : above is RootCommand && Path.Exists(word) ? $"; did you mean 'unext50 classify {word}'?"
            : $"; there are {string.Join(", ", known)}.";
        return $"unknown command '{word}'{(above is RootCommand ? "" : $" for {above.ShortName()}")}{meant}";
    }

    private static string UnknownOption(Command command, string word) =>
        $"unknown option '{word}' for {command.ShortName()}"
        + (Meant(command, word) is { } near ? $"; did you mean {near}?"
            : command.Arguments.Count > 0 ? "; a file of that name goes after --." : ".");

    private static string Below(this Command above, string name) =>
        above is RootCommand ? name : $"{above.ShortName()} {name}";

    // By the letters: "-fromat" and "--Format" mean --format as well.
    private static string? Meant(Command command, string word)
    {
        var names = command.VisibleOptions().SelectMany(option => option.Names())
            .Where(name => name.StartsWith("--", StringComparison.Ordinal)).ToLookup(name => name.TrimStart('-'));
        var letters = word.Split('=', ':')[0].TrimStart('-');
        return Nearest.To(letters, names.Select(name => name.Key)) is { } near ? names[near].First() : null;
    }

    // A value may begin with a dash; one that looks like a long option is taken for that if there is such a one.
    private static bool IsMisspelt(Command command, string word) =>
        word.StartsWith("--", StringComparison.Ordinal) && Meant(command, word) is not null;

    private static bool LooksLikeOption(string word) =>
        word is ['-', _, ..] && !double.TryParse(word, CultureInfo.InvariantCulture, out _);

    private static HashSet<string> Values(CommandResult result, Predicate<Option> which) =>
    [
        .. result.Children.OfType<OptionResult>().Where(option => which(option.Option))
            .SelectMany(option => option.Tokens).Select(token => token.Value),
    ];
}
