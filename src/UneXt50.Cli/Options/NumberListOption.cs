using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace UneXt50.Cli.Options;

/// <summary>An option that takes whole numbers joined by commas, such as <c>1,2,4</c>.</summary>
internal static class NumberListOption
{
    /// <param name="name">With its dashes.</param>
    /// <param name="description">For the help.</param>
    /// <param name="most">The largest number taken; the smallest is 1.</param>
    /// <param name="word">A word that is taken in place of numbers; null for none.</param>
    /// <param name="meaning">The number that it stands for.</param>
    public static Option<int[]> Create(
        string name, string description, int most, string? word = null, int meaning = 0) => new(name)
        {
            Description = $"{description} [default: 1]",
            HelpName = word is null ? "n,n,..." : $"n,n,...|{word}",
            Arity = ArgumentArity.ExactlyOne,
            DefaultValueFactory = _ => [1],
            CustomParser = result => word is not null && result.Tokens[0].Value == word
                ? [meaning] : Parse(result, name, most, word),
        };

    private static int[] Parse(ArgumentResult result, string name, int most, string? word)
    {
        var text = result.Tokens[0].Value;
        var numbers = new List<int>();
        foreach (var part in text.Split(','))
        {
            if (int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                && number >= 1 && number <= most && !numbers.Contains(number))
            {
                numbers.Add(number);
                continue;
            }

            var other = word is null ? "" : $", or {word}";
            result.AddError($"{name} takes different numbers from 1 to {most} joined by commas{other}, not '{text}'.");
            return [1];
        }

        return [.. numbers];
    }
}
