using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace UneXt50.Cli.Options;

/// <summary>An option that takes a number within bounds, and says so when it is given something else.</summary>
internal static class NumberOption
{
    /// <param name="name">With its dashes.</param>
    /// <param name="helpName">What the help calls the number.</param>
    /// <param name="description">For the help.</param>
    /// <param name="otherwise">What it is when it is not given.</param>
    /// <param name="least">The smallest number taken.</param>
    /// <param name="most">The largest number taken; NaN is none.</param>
    /// <param name="word">A word that is taken in place of a number; null for none.</param>
    /// <param name="meaning">The number that it stands for.</param>
    public static Option<T> Create<T>(
        string name, string helpName, string description, T otherwise, T least, T most, string? word = null,
        T meaning = default)
        where T : struct, INumber<T> => Off(
            name, helpName, string.Create(CultureInfo.InvariantCulture, $"{description} [default: {otherwise}]"),
            otherwise, least, most, word, meaning);

    /// <summary>One whose default switches something off, or leaves it to others; the description says so.</summary>
    /// <inheritdoc cref="Create{T}"/>
    public static Option<T> Off<T>(
        string name, string helpName, string description, T otherwise, T least, T most, string? word = null,
        T meaning = default)
        where T : struct, INumber<T>
    {
        var option = new Option<T>(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result => word is not null && result.Tokens[0].Value == word
                ? meaning : Parse(result, name, least, most, word),
        };
        if (word is not null) option.CompletionSources.Add(word);
        return option;
    }

    private static T Parse<T>(ArgumentResult result, string name, T least, T most, string? word)
        where T : struct, INumber<T>
    {
        var text = result.Tokens[0].Value;
        var isNumber = T.TryParse(text, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number >= least && number <= most) return number;
        var other = word is null ? "" : $", or {word}";
        result.AddError(string.Create(
            CultureInfo.InvariantCulture, $"{name} takes a number from {least} to {most}{other}, not '{text}'."));
        return least;
    }
}
