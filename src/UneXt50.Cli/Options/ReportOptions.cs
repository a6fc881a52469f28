using System.CommandLine;
using System.Text;
using UneXt50.Cli.Documentation;

namespace UneXt50.Cli.Options;

/// <summary>A report as text for people or as JSON for programs: what a command that reports takes.</summary>
internal sealed class ReportOptions
{
    private readonly Option<string>? _output;
    private readonly FormatOption<Format> _format;
    private readonly Option<bool> _json = new("--json") { Description = "Short for --format json" };

    private enum Format
    {
        /// <summary>For people; may change in any release.</summary>
        Text,

        /// <summary>One object.</summary>
        Json,
    }

    /// <param name="toFile">Whether --out is for the report; false where it is for something else.</param>
    public ReportOptions(bool toFile = true)
    {
        _output = toFile ? OutputOption.Create("the report") : null;
        _format = new FormatOption<Format>(
            _output, "Format of the report; text is for people and may change",
            [("text", Format.Text), ("json", Format.Json)]);
    }

    public void AddTo(DocumentedCommand command)
    {
        if (_output is not null) command.Add(OptionGroup.Output, _output);
        _format.AddTo(command);
        command.Add(OptionGroup.Output, _json);
        command.Check(result =>
        {
            if (result.GetValue(_json) && (_format.IsGiven(result) || _format.IsNamed(result))
                && _format.Of(result) == Format.Text)
                result.AddError("--json asks for JSON, and --format or --out for text: give one of them.");
        });
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json) || _format.Of(parsed.CommandResult) == Format.Json;

    /// <summary>
    /// Opens what the report goes to: before the work, so that what cannot be written is refused at once.
    /// </summary>
    /// <exception cref="UneXt50Exception">It cannot be written (Output).</exception>
    public OutputFile Open(ParseResult parsed) =>
        OutputFile.Create(_output is null ? "-" : parsed.GetRequiredValue(_output));

    /// <summary>Writes a report that is there already.</summary>
    /// <exception cref="UneXt50Exception">It cannot be written (Output).</exception>
    public void Write(ParseResult parsed, string report)
    {
        using var output = Open(parsed);
        Write(output, report);
    }

    /// <inheritdoc cref="Write(ParseResult, string)"/>
    public static void Write(OutputFile output, string report)
    {
        output.Write(Encoding.UTF8.GetBytes(report));
        output.Complete();
    }
}
