using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Search;

namespace UneXt50.Cli.Options;

/// <summary>Where a search over features puts what it finds.</summary>
internal sealed class FoundRowsOptions
{
    private readonly Option<string> _output = OutputOption.Create("the rows that are found");

    private readonly Option<string?> _page = TextOption.Create(
        "--html", "file", "Write a page with the pictures too, as far as their files are there");

    private readonly FormatOption<FoundRowsFormat> _format;

    public FoundRowsOptions() => _format = new FormatOption<FoundRowsFormat>(
        _output, "Format of the results; text is for people and may change",
        [("text", FoundRowsFormat.Text), ("jsonl", FoundRowsFormat.JsonLines), ("csv", FoundRowsFormat.Csv)]);

    public void AddTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Output, _output);
        _format.AddTo(command);
        command.Add(OptionGroup.Output, _page);
        command.RequireIfGiven(_page, "html");
    }

    /// <summary>Opens the outputs.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="title">What the page is called.</param>
    /// <param name="metric">What the values are.</param>
    /// <param name="ofGroups">Whether groups of duplicates are written.</param>
    /// <exception cref="UneXt50Exception">One cannot be written (Output).</exception>
    public FoundRowsOutputs Open(ParseResult parsed, string title, SearchMetric metric, bool ofGroups)
    {
        var rows = FoundRowsWriter.Create(OutputPath(parsed), _format.Of(parsed.CommandResult), metric, ofGroups);
        try
        {
            return new FoundRowsOutputs(
                rows, parsed.GetValue(_page) is { } page ? new ContactSheet(page, title, metric) : null);
        }
        catch
        {
            rows.Dispose();
            throw;
        }
    }

    public string OutputPath(ParseResult parsed) => parsed.GetRequiredValue(_output);

    /// <summary>Whether errors are seen in the results already, on the screen.</summary>
    public bool ShowsErrors(ParseResult parsed) => OutputPath(parsed) == "-" && !Console.IsOutputRedirected
        && !Console.IsErrorRedirected && _format.Of(parsed.CommandResult) == FoundRowsFormat.Text;
}
