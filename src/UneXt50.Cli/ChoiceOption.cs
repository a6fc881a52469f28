using System.CommandLine;
using System.CommandLine.Parsing;

namespace UneXt50.Cli;

/// <summary>An option that takes one of a few words. The first is what it is by default.</summary>
internal static class ChoiceOption
{
    public static Option<T> Create<T>(
        string name, string description, IReadOnlyList<(string Word, T Value)> choices, params string[] aliases)
    {
        var words = choices.Select(choice => choice.Word).ToList();
        var option = new Option<T>(name, aliases)
        {
            Description = $"{description} [default: {words[0]}]",
            HelpName = string.Join('|', words),
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result => Parse(result, name, choices),
        };
        option.CompletionSources.Clear(); // of the names that an enumeration has in C#
        option.CompletionSources.Add([.. words]);
        return option;
    }

    private static T Parse<T>(ArgumentResult result, string name, IReadOnlyList<(string Word, T Value)> choices)
    {
        var text = result.Tokens[0].Value;
        foreach (var (word, value) in choices)
        {
            if (word == text) return value;
        }

        result.AddError($"{name} takes {string.Join(", ", choices.Select(choice => choice.Word))}, not '{text}'.");
        return choices[0].Value;
    }
}
