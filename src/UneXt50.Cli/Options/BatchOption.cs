using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using UneXt50.Inference;

namespace UneXt50.Cli.Options;

/// <summary><c>--batch</c>: a number of photos, or the word for the fastest one.</summary>
internal static class BatchOption
{
    /// <summary>The word that has the batch found.</summary>
    public const string Auto = "auto";

    /// <summary>The largest batch.</summary>
    public const int Most = 1024;

    /// <summary>One batch; <see cref="PipelineOptions.FastestBatch"/> stands for auto.</summary>
    public static Option<int> Create()
    {
        var option = new Option<int>("--batch")
        {
            Description = "Photos for each run of the network; auto finds the fastest, for a device [default: 1]",
            HelpName = $"n|{Auto}",
            Arity = ArgumentArity.ExactlyOne,
            DefaultValueFactory = _ => 1,
            CustomParser = Parse,
        };
        option.CompletionSources.Add(Auto);
        return option;
    }

    private static int Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (text == Auto) return PipelineOptions.FastestBatch;
        if (int.TryParse(text, CultureInfo.InvariantCulture, out var number) && number is >= 1 and <= Most)
            return number;
        result.AddError($"--batch takes a number from 1 to {Most}, or {Auto}, not '{text}'.");
        return 1;
    }
}
