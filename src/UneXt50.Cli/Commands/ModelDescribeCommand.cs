using System.CommandLine;
using System.Globalization;
using System.Text;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Toolchain.Description;
using UneXt50.Toolchain.Known;

namespace UneXt50.Cli.Commands;

/// <summary>
/// <c>unext50 model describe</c>: an ONNX classifier from elsewhere becomes a model of ours, or one of ours learns which
/// photos it knows.
/// </summary>
internal static class ModelDescribeCommand
{
    public static Command Create()
    {
        var model = new ModelOption.OrWord("model", "An ONNX image classifier", isRequired: true);
        var labels = TextOption.Create("--labels", "file|imagenet",
            "Class names in the order of the scores; text with one on each line, a JSON or Python list or table, or "
            + "imagenet");
        var calibration = TextOption.Create("--calibration", "folder",
            "Folder of photos like those the network will see; from 50 or more, several of each class, 'classify' then "
            + "tells strange ones. For a model that has labels already, give only this and --out");
        var output = OutputOption.Required("The model file to write");
        var preprocess = new PreprocessOptions(sizeIsInTheModel: true);
        var scores = TextOption.Create(
            "--scores", "name", "The tensor of the class scores, an output or an inner one; without it, it is found");
        var features = TextOption.Create(
            "--features", "name", "The tensor of the feature vector; without it, the input of the last linear layer");
        var architecture = TextOption.Create("--architecture", "name", "Name of the network's architecture");
        var licence = TextOption.Create("--licence", "spdx", "Licence of the weights, such as Apache-2.0");
        var attribution = TextOption.Create("--attribution", "text", "Whom the licence requires to be named");
        var quiet = QuietOption.Create();
        var command = new DocumentedCommand(
            "describe", "Make a model of an ONNX classifier, or teach one which photos it knows.")
        {
            MostUsed =
            [
                "--labels", "--out", "--calibration", "--preprocess", "--size", "--fit", "--channels", "--mean", "--std", "--scores",
            ],
            Examples =
            [
                ("unext50 model describe mobilenet.onnx --labels imagenet --preprocess torchvision-v1 --out model.onnx",
                    "then 'unext50 classify --model model.onnx' and 'unext50 model quantize model.onnx'"),
                ("unext50 model describe keras.onnx --labels labels.txt --channels bgr --fit stretch "
                    + "--mean 0.4850,0.4580,0.4076 --std 0.0039216,0.0039216,0.0039216 --out model.onnx",
                    "as Keras feeds its \"caffe\" networks: the whole picture; B, G, R; 0 to 255 minus a mean"),
                ("unext50 model describe model.onnx --calibration photos --out knowing.onnx",
                    "the same model, which then tells strange photos; heads of it stay valid"),
            ],
        };
        model.AddTo(command);
        command.Add(OptionGroup.Input, labels, calibration);
        command.Add(OptionGroup.Output, output, quiet);
        command.Add(OptionGroup.Speed, RuntimeOption.Shared);
        command.Require(output, "onnx");
        preprocess.AddTo(command);
        command.Add(OptionGroup.Model, scores, features, architecture, licence, attribution);

        command.Check(result =>
        {
            if (result.GetValue(labels) is not null) return;
            if (result.GetValue(calibration) is null)
            {
                result.AddError("Give --labels, or for a model that has labels already, --calibration.");
                return;
            }

            Option[] others = [.. preprocess.All, scores, features, architecture, licence, attribution];
            foreach (var option in others.Where(option => result.GetResult(option) is { Implicit: false }))
                result.AddError($"{option.Name} describes a model from elsewhere: give --labels too, or leave it out.");
        });
        command.SetAction(parsed =>
        {
            var (named, path) = (model.Named(parsed)!, parsed.GetRequiredValue(output));
            var photos = parsed.GetValue(calibration) is { } folder ? PhotoFolder.List(recurse: true, folder) : null;
            using var progress = new StepLine(StatusLine.IsWanted(parsed.GetValue(quiet)));
            if (parsed.GetValue(labels) is not { } names)
            {
                var report = KnownPhotosOfModel.Store(named, path, photos!, progress);
                StandardOutput.Print(TerminalText.Escape(
                    $"{path}: {KnownLines.Of(report)}, {ByteSize.Text(report.FileBytes)}") + "\n");
                return ExitCodes.Done;
            }

            var request = new DescriptionRequest
            {
                ModelPath = named,
                LabelsPath = names,
                OutputPath = path,
                Calibration = photos,
                Preprocess = preprocess.Rule(parsed),
                NormalizationGiven = preprocess.NormalizationGiven(parsed),
                Scores = parsed.GetValue(scores),
                Features = parsed.GetValue(features),
                Architecture = parsed.GetValue(architecture) ?? "",
                Licence = parsed.GetValue(licence) ?? "",
                Attribution = parsed.GetValue(attribution) ?? "",
            };
            Print(ModelDescription.Run(request, progress), names, path);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(DescriptionSummary summary, string labelsPath, string path)
    {
        var lines = new StringBuilder();
        void Line(FormattableString text) =>
            lines.Append(TerminalText.Escape($"{path}: {text.ToString(CultureInfo.InvariantCulture)}")).Append('\n');

        foreach (var warning in summary.Warnings) Messages.Note($"{labelsPath}: {warning}");
        var (size, classes) = (summary.Card.Preprocess.InputSize, summary.Card.Labels.Count);
        Line($"{size} pixels, {classes} classes, {summary.FeatureWidth} features, {ByteSize.Text(summary.Bytes)}");
        Line($"logits are '{summary.Scores}', features are '{summary.Features}'");
        if (summary.Card.Precision != "float32") Line($"it computes on integers already: there is nothing to quantize");
        if (summary.HasOneLogit)
        {
            var names = summary.Card.Labels;
            Line($"one logit: its sigmoid is the probability of '{names[1]}', the rest that of '{names[0]}'");
        }

        if (summary.ChannelsLast) Line($"its input was [N, {size}, {size}, 3]; a transpose was put before it");
        if (summary.Batch > 0) Line($"it takes one photo at a time: use --batch 1");
        if (summary.Known is { } known) Line($"{KnownLines.Of(known)}");
        StandardOutput.Print(lines.ToString());
    }
}
