using System.CommandLine;
using System.Globalization;
using UneXt50.Cameras;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Diagnostics.Doctor;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 doctor</c>: whether this machine is fit for the work.</summary>
internal static class DoctorCommand
{
    public const string Name = "doctor";

    public static Command Create()
    {
        var model = ModelOption.Create();
        var providers = ProviderOptions.Shared;
        var options = new ReportOptions();
        var command = new DocumentedCommand(
            Name, "Check machine, model and cameras, and say how to fix problems.")
        {
            Examples =
            [
                ("unext50 doctor", "every check and its result"),
                ("unext50 doctor --onnxruntime /opt/onnxruntime --provider cuda",
                    "what an onnxruntime of your own offers and lacks"),
                ("unext50 doctor --json", "the same for a program, with all numbers"),
            ],
        };
        command.Add(OptionGroup.Model, model);
        providers.AddTo(command);
        command.Add(OptionGroup.Speed, RuntimeOption.Shared);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            var report = HealthReport.Create(
                () => ModelPaths.Find(parsed.GetValue(model)), ModelPaths.Cache(), CameraList.Find,
                new ModelOptions { Providers = providers.Of(parsed) });
            options.Write(parsed, options.IsJson(parsed) ? report.ToJson() + "\n" : Text(report));
            return report.Healthy ? ExitCodes.Done : ExitCodes.Unfit;
        });
        return command;
    }

    private static string Text(HealthReport report)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        foreach (var check in report.Checks)
        {
            text.WriteLine($"{Word(check.State),-9}{check.Name,-14}{TerminalText.Escape(check.Finding)}");
            if (check.Remedy is { } remedy) text.WriteLine($"{"",-23}{TerminalText.Escape(remedy)}");
        }

        text.WriteLine(report.Healthy
            ? "This machine is ready." : "Fix what is marked as a problem first.");
        return text.ToString();
    }

    private static string Word(CheckState state) => state switch
    {
        CheckState.Ok => "ok",
        CheckState.Warning => "warning",
        _ => "problem",
    };
}
