using System.CommandLine;
using System.Text;
using UneXt50.Cameras;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;
using UneXt50.Sources;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 cameras</c>: what cameras there are.</summary>
internal static class CamerasCommand
{
    public static Command Create()
    {
        var command = new DocumentedCommand(
            "cameras", "List the cameras and their formats, which one auto takes, and why others are not usable.")
        {
            Examples =
            [
                ("unext50 cameras", "what --camera can be given"),
                ("unext50 cameras --json", "the same for a program"),
            ],
        };
        var format = new ReportFormat();
        format.AddTo(command);
        command.SetAction(parsed =>
        {
            var cameras = CameraList.Find();
            StandardOutput.Print(format.IsJson(parsed) ? CameraList.ToJson(cameras) + "\n" : Text(cameras));
            return cameras.Any(camera => camera.Problem is null) ? ExitCodes.Done : ExitCodes.Camera;
        });
        return command;
    }

    private static string Text(IReadOnlyList<CameraDescription> cameras)
    {
        if (cameras.Count == 0) return "No camera is there. Plug one in; a CSI camera only while the power is off.\n";
        var text = new StringBuilder();
        foreach (var camera in cameras)
        {
            Line(text, $"{camera.Spec}  {camera.Name}".TrimEnd() + (camera.IsAuto ? "  [auto]" : ""));
            if (camera.Problem is { } problem) Line(text, $"    not usable: {problem}; {camera.Remedy}");
            foreach (var format in camera.Formats.Where(format => format.IsSupported))
            {
                Line(text, $"    {format.Name}  {string.Join(", ", format.Sizes)}".TrimEnd());
            }

            var others = camera.Formats.Where(format => !format.IsSupported).Select(format => format.Name).ToList();
            if (others.Count > 0) Line(text, $"    not understood: {string.Join(", ", others)}");
        }

        return text.ToString();
    }

    private static void Line(StringBuilder text, string line) => text.Append(TerminalText.Escape(line)).Append('\n');
}
