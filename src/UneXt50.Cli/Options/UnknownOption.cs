using System.CommandLine;
using System.Globalization;

namespace UneXt50.Cli.Options;

/// <summary><c>--unknown P</c>: when a head, or the model, answers that it does not know.</summary>
internal static class UnknownOption
{
    /// <param name="known">What photos are compared with, for the help.</param>
    public static Option<double?> Create(string known = "the training photos") => new("--unknown")
    {
        Description = $"Answer 'unknown' where a photo is less like {known} than all but p % of them are",
        HelpName = "p",
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            if (double.TryParse(text, CultureInfo.InvariantCulture, out var percent) && percent is >= 0 and <= 100)
                return percent;
            result.AddError($"--unknown takes a number from 0 to 100, not '{text}'.");
            return null;
        },
    };
}
