using System.CommandLine;

namespace UneXt50.Cli.Options;

/// <summary>An option that takes one of a few words. The first is what it is by default.</summary>
internal static class ChoiceOption
{
    public static Option<T> Create<T>(
        string name, string description, IReadOnlyList<(string Word, T Value)> choices, params string[] aliases) =>
        Off(name, $"{description} [default: {choices[0].Word}]", choices, aliases);

    /// <summary>One whose default is not shown: the first switches something off, or the description says it.</summary>
    public static Option<T> Off<T>(
        string name, string description, IReadOnlyList<(string Word, T Value)> choices, params string[] aliases)
    {
        var words = choices.Select(choice => choice.Word).ToList();
        var option = new Option<T>(name, aliases)
        {
            Description = description,
            HelpName = string.Join('|', words),
            Arity = ArgumentArity.ExactlyOne,
            CustomParser = result =>
                choices.FirstOrDefault(choice => choice.Word == result.Tokens[0].Value, choices[0]).Value,
        };
        // Not by the parser: what it refuses throws when validators of the command ask for the value.
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !words.Contains(token.Value))
                result.AddError(Refusal(name, words, token.Value));
        });
        option.CompletionSources.Clear(); // of the names that an enumeration has in C#
        option.CompletionSources.Add([.. words]);
        return option;
    }

    /// <summary>What to say of a word that is none of those taken.</summary>
    public static string Refusal(string name, IReadOnlyList<string> words, string word) =>
        $"{name} takes {string.Join(", ", words)}, not '{word}'"
        + (Nearest.Question(word, words) is { Length: > 0 } question ? question : ".");
}
