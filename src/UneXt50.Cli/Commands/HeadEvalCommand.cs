using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Heads;
using UneXt50.Toolchain.HeadTraining;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 head eval</c>: how a head does on photos held back.</summary>
internal static class HeadEvalCommand
{
    public static Command Create()
    {
        var head = new Argument<string>("head") { Description = "The head" };
        var folder = new Argument<string>("folder")
        {
            Description = "Holds a folder of photos for each class, none of them trained on",
        };
        var unknown = UnknownOption.Create();
        var format = ChoiceOption.Create("--format", "text is for people and may change",
            [("text", InfoFormat.Text), ("json", InfoFormat.Json)], "-f");
        var backbone = new BackboneOptions();
        var command = new DocumentedCommand("eval", "Measure a head on photos it was not trained on.")
        {
            Examples =
            [
                ("unext50 head eval weeds.head.onnx heldback", "accuracy, recall of each class, the surest mistakes"),
            ],
        };
        command.Add(head);
        command.Add(folder);
        command.Add(unknown);
        command.Add(format);
        backbone.AddTo(command);
        command.SetAction(parsed =>
        {
            var photos = HeadRun.Photos(parsed.GetRequiredValue(folder));
            var lanes = backbone.Lanes(parsed, photos.Count);
            using var model = backbone.LoadModel(parsed, lanes);
            using var tested = HeadModel.Load(
                parsed.GetRequiredValue(head), new HeadModelOptions { UnknownPercent = parsed.GetValue(unknown) });
            model.RequireFit(tested);
            HeadEvaluation.RequireLabels(tested, photos);
            var pass = HeadRun.Features(
                photos, model, cache: null, backbone.Pipeline(parsed, lanes), backbone.Quiet(parsed));
            var evaluation = HeadEvaluation.Of(tested, pass.Photos, pass.Skipped);
            StandardOutput.Print(parsed.GetValue(format) == InfoFormat.Json
                ? evaluation.ToJson() + "\n" : HeadReportText.Of(tested.Labels, evaluation));
            return pass.Skipped.Count > 0 ? ExitCodes.SomeInputsFailed : ExitCodes.Done;
        });
        return command;
    }
}
