using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using System.Numerics;

namespace UneXt50.Cli;

/// <summary>An option that takes a number within bounds, and says so when it is given something else.</summary>
internal static class NumberOption
{
    public static Option<T> Create<T>(string name, string helpName, string description, T otherwise, T least, T most)
        where T : INumber<T> => new(name)
    {
        Description = description,
        HelpName = helpName,
        DefaultValueFactory = _ => otherwise,
        CustomParser = result => Parse(result, name, otherwise, least, most),
    };

    private static T Parse<T>(ArgumentResult result, string name, T otherwise, T least, T most)
        where T : INumber<T>
    {
        var text = result.Tokens[0].Value;
        if (T.TryParse(text, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most) return number;
        result.AddError($"{name} takes a number from {least} to {most}, not '{text}'.");
        return otherwise;
    }
}
