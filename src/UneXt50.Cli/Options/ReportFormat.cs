using System.CommandLine;

namespace UneXt50.Cli.Options;

/// <summary>Text for people or JSON for programs: what a command that reports takes.</summary>
internal sealed class ReportFormat
{
    private readonly Option<InfoFormat> _format = ChoiceOption.Create(
        "--format", "text is for people and may change", [("text", InfoFormat.Text), ("json", InfoFormat.Json)], "-f");

    private readonly Option<bool> _json = new("--json") { Description = "Short for --format json" };

    public void AddTo(Command command)
    {
        command.Add(_format);
        command.Add(_json);
    }

    public bool IsJson(ParseResult parsed) => parsed.GetValue(_json) || parsed.GetValue(_format) == InfoFormat.Json;
}
