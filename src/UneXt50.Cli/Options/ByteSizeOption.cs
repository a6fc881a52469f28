using System.CommandLine;
using System.Globalization;

namespace UneXt50.Cli.Options;

/// <summary>An option that takes a size: bytes, or a number with kB, MB, GB or TB behind it (powers of 1000).</summary>
internal static class ByteSizeOption
{
    private static readonly (string Unit, long Bytes)[] Units =
        [("kB", 1_000), ("MB", 1_000_000), ("GB", 1_000_000_000), ("TB", 1_000_000_000_000), ("", 1)];

    public static Option<long?> Create(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "size",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result =>
        {
            var text = result.Tokens[0].Value;
            var (unit, bytes) = Units.First(unit => text.EndsWith(unit.Unit, StringComparison.Ordinal));
            var digits = text[..^unit.Length];
            if (decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number)
                && number * bytes is >= 1 and <= 1_000_000_000_000_000)
            {
                return (long)(number * bytes);
            }

            result.AddError($"{name} takes a size like 500MB or 2GB, not '{text}'.");
            return null;
        },
    };
}
