using System.CommandLine;
using System.Text;
using UneXt50.Results;
using UneXt50.Sources.Cameras;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 cameras</c>: what cameras there are.</summary>
internal static class CamerasCommand
{
    public static Command Create()
    {
        var command = new DocumentedCommand(
            "cameras", "List the cameras, their formats and sizes, which one auto takes, and why the others are not usable.")
        {
            Examples = [("unext50 cameras", "what --camera can be given")],
        };
        command.SetAction(parsed =>
        {
            var cameras = CameraList.Find();
            parsed.InvocationConfiguration.Output.Write(Text(cameras));
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
            text.Append(TerminalText.Escape($"{camera.Spec}  {camera.Name}".TrimEnd()));
            text.Append(camera.IsAuto ? "  [auto]\n" : "\n");
            if (camera.Problem is { } problem) text.Append(TerminalText.Escape($"    not usable: {problem}; {camera.Remedy}")).Append('\n');
            foreach (var format in camera.Formats.Where(format => camera.Problem is null || format.IsSupported))
            {
                var remark = format.IsSupported ? "" : " (not understood)";
                text.Append(TerminalText.Escape($"    {format.Name}{remark}  {string.Join(", ", format.Sizes)}".TrimEnd())).Append('\n');
            }
        }

        return text.ToString();
    }
}
