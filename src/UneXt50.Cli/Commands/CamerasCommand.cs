using System.CommandLine;
using System.Text;
using UneXt50.Cameras;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Sources;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 cameras</c>: what cameras there are.</summary>
internal static class CamerasCommand
{
    public static Command Create()
    {
        var command = new DocumentedCommand(
            "cameras", "List the cameras, and say which can be used.")
        {
            Examples =
            [
                ("unext50 cameras", "the names that --camera takes"),
                ("unext50 cameras --json", "the same for a program"),
            ],
        };
        var report = new ReportOptions();
        report.AddTo(command);
        command.SetAction(parsed =>
        {
            var cameras = CameraList.Find();
            report.Write(parsed, report.IsJson(parsed) ? CameraList.ToJson(cameras) + "\n" : Text(cameras));
            return cameras.Any(camera => camera.Problem is null) ? ExitCodes.Done : ExitCodes.Camera;
        });
        return command;
    }

    private static string Text(IReadOnlyList<CameraDescription> cameras)
    {
        if (cameras.Count == 0) return "No camera found. Plug one in; a CSI camera only while the power is off.\n";
        var text = new StringBuilder();
        foreach (var camera in cameras)
        {
            Line(text, $"{camera.Spec}  {camera.Name}".TrimEnd() + (camera.IsAuto ? "  [auto]" : ""));
            if (camera.Problem is { } problem) Line(text, $"    cannot be used: {problem}; {camera.Remedy}");
            foreach (var format in camera.Formats.Where(format => format.IsSupported))
            {
                Line(text, $"    {format.Name}  {string.Join(", ", format.Sizes)}".TrimEnd());
            }

            var others = camera.Formats.Where(format => !format.IsSupported).Select(format => format.Name).ToList();
            if (others.Count > 0) Line(text, $"    not supported: {string.Join(", ", others)}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(TerminalText.Escape(line)).Append('\n');
}
