using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Heads;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 head eval</c>: how a head does on photos held back.</summary>
internal static class HeadEvalCommand
{
    public static Command Create()
    {
        var head = new Argument<string>("head") { Description = "The head to measure" };
        var folder = new Argument<string>("folder")
        {
            Description = "Folder with a folder of photos for each class, none of which it was trained on",
        };
        var unknown = UnknownOption.Create();
        var report = new ReportOptions();
        var backbone = new BackboneOptions();
        var command = new DocumentedCommand("eval", "Measure a head on photos it was not trained on.")
        {
            Examples =
            [
                ("unext50 head eval weeds.head.onnx heldback",
                    "accuracy, recall of each class and the most confident mistakes"),
            ],
        };
        command.Add(head);
        command.Add(folder);
        command.Add(OptionGroup.Heads, unknown);
        report.AddTo(command);
        backbone.AddTo(command);
        command.SetAction(parsed =>
        {
            using var output = report.Open(parsed);
            var photos = HeadRun.Photos(parsed.GetRequiredValue(folder));
            var pipeline = backbone.Pipeline(parsed, photos.Count);
            using var model = backbone.LoadModel(parsed, pipeline);
            using var tested = HeadModel.Load(
                parsed.GetRequiredValue(head), new HeadModelOptions { UnknownPercent = parsed.GetValue(unknown) });
            model.RequireFit(tested);
            HeadEvaluation.RequireLabels(tested, photos);
            var pass = HeadRun.Features(photos, model, cache: null, pipeline, backbone.Quiet(parsed));
            var evaluation = HeadEvaluation.Measure(tested, pass.Photos, pass.Skipped);
            ReportOptions.Write(output, report.IsJson(parsed)
                ? evaluation.ToJson() + "\n" : HeadReportText.Render(tested.Labels, evaluation));
            return pass.Skipped.Count > 0 ? ExitCodes.SomeInputsFailed : ExitCodes.Done;
        });
        return command;
    }
}
