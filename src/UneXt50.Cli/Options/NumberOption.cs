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
    public static Option<T> Create<T>(string name, string helpName, string description, T otherwise, T least, T most)
        where T : struct, INumber<T> => Off(
            name, helpName, string.Create(CultureInfo.InvariantCulture, $"{description} [default: {otherwise}]"),
            otherwise, least, most);

    /// <summary>One whose default switches something off, or leaves it to others; the description says so.</summary>
    /// <inheritdoc cref="Create{T}"/>
    public static Option<T> Off<T>(string name, string helpName, string description, T otherwise, T least, T most)
        where T : struct, INumber<T> => new(name)
        {
            Description = description,
            HelpName = helpName,
            DefaultValueFactory = _ => otherwise,
            CustomParser = result => Parse(result, name, least, most),
        };

    private static T Parse<T>(ArgumentResult result, string name, T least, T most)
        where T : struct, INumber<T>
    {
        var text = result.Tokens[0].Value;
        var isNumber = T.TryParse(text, CultureInfo.InvariantCulture, out var number);
        if (isNumber && number >= least && number <= most) return number;
        result.AddError(string.Create(
            CultureInfo.InvariantCulture, $"{name} takes a number from {least} to {most}, not '{text}'."));
        return least;
    }
}
