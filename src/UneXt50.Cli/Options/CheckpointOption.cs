using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using UneXt50.Parts;
using UneXt50.Writers;

namespace UneXt50.Cli.Options;

/// <summary><c>--checkpoint</c>: how often finished rows reach the disk.</summary>
internal sealed class CheckpointOption
{
    private const double Usual = 10;
    private const double Least = 0.1;
    private const double Most = 86_400;

    /// <summary>For the command to add.</summary>
    public Option<double> Option { get; } = new("--checkpoint")
    {
        Description = "Bring finished rows to the disk this often, for --resume after a kill or a power cut; 0 waits "
            + "for the end [default: 10s]",
        HelpName = "s",
        DefaultValueFactory = _ => Usual,
        CustomParser = Parse,
    };

    /// <summary>A writer that keeps to it; the same where there is no file to grow.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="writer">Writes.</param>
    /// <param name="path">Where to.</param>
    public IResultWriter Over(ParseResult parsed, IResultWriter writer, string path) =>
        parsed.GetValue(Option) is > 0 and var seconds && PartWriter.IsFile(path)
            ? new CheckpointingWriter(writer, TimeSpan.FromSeconds(seconds)) : writer;

    private static double Parse(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        if (Seconds.TryParse(text.EndsWith('s') ? text : text + 's') is (0 or (>= Least and <= Most)) and var seconds)
            return seconds;

        result.AddError(string.Create(CultureInfo.InvariantCulture,
            $"--checkpoint takes seconds from {Least} to {Most}, as in 10s, or 0, not '{text}'."));
        return Usual;
    }
}
