using System.CommandLine;
using System.Globalization;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Heads;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 head info</c>: what a head says of itself.</summary>
internal static class HeadInfoCommand
{
    public static Command Create()
    {
        var path = new Argument<string>("head") { Description = "A head, or any ONNX model that takes features" };
        var report = new ReportOptions();
        var command = new DocumentedCommand("info", "Show a head's classes, its backbone and how far to trust it.")
        {
            Examples = [("unext50 head info weeds.head.onnx", "what it answers, and the report of its training")],
        };
        command.Add(path);
        report.AddTo(command);
        command.SetAction(parsed =>
        {
            using var head = HeadModel.Load(parsed.GetRequiredValue(path));
            report.Write(
                parsed, report.IsJson(parsed) ? head.DescribeAsJson() + "\n" : Describe(head));
            return ExitCodes.Done;
        });
        return command;
    }

    private static string Describe(HeadModel head)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        void Line(string name, string value) => text.WriteLine($"{name,-14}{TerminalText.Escape(value)}");
        Line("file", head.Path);
        Line("size", ByteSize.Text(new FileInfo(head.Path).Length));
        Line("features", head.FeatureWidth == 0 ? "any number" : $"float32 [N, {head.FeatureWidth}]");
        Line("outputs", string.Join(", ", head.OutputNames));
        Line("labels", head.Labels.Count == 0 ? "none" : string.Join(", ", head.Labels));
        if (head.Card is not { } card) return text.ToString();

        Line("backbone sha256", card.BackboneSha256);
        Line("trained", card.Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Line("made by", card.Tool);
        text.WriteLine();
        text.Write(HeadReportText.Render(card));
        return text.ToString();
    }
}
