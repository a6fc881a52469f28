using System.CommandLine;
using System.Globalization;
using System.Text;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;
using UneXt50.Toolchain.Description;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model describe</c>: an ONNX classifier from elsewhere becomes a model of ours.</summary>
internal static class ModelDescribeCommand
{
    public static Command Create()
    {
        var model = new Argument<string>("model") { Description = "An ONNX image classifier" };
        var labels = Required("--labels", "file|imagenet",
            "Class names in the order of the scores: text with one a line, or a JSON or Python list or table");
        var output = Required("--out", "file", "The model file to write");
        var preprocess = new PreprocessOptions(sizeIsInTheModel: true);
        var scores = Text("--scores", "name", "The tensor with the class scores, an output or an inner one [found]");
        var features = Text("--features", "name", "The tensor of the feature vector [input of the last linear layer]");
        var architecture = Text("--architecture", "name", "What the network is called");
        var licence = Text("--licence", "spdx", "Licence of the weights, for example Apache-2.0");
        var attribution = Text("--attribution", "text", "Whom that licence asks to name");
        var command = new DocumentedCommand(
            "describe", "Make an ONNX classifier from elsewhere a model: say how it is fed, find its features.")
        {
            Examples =
            [
                ("unext50 model describe mobilenet.onnx --labels imagenet --preprocess torchvision-v1 --out model.onnx",
                    "then 'unext50 classify --model model.onnx' and 'unext50 model quantize model.onnx'"),
                ("unext50 model describe keras.onnx --labels labels.txt --channels bgr --fit stretch "
                    + "--mean 0.4850,0.4580,0.4076 --std 0.0039216,0.0039216,0.0039216 --out model.onnx",
                    "as Keras feeds its \"caffe\" networks: whole pictures, B, G, R, 0 to 255 less a mean"),
            ],
        };
        command.Add(model);
        command.Add(labels);
        command.Add(output);
        command.Require(output, "onnx");
        preprocess.AddTo(command);
        foreach (var option in new[] { scores, features, architecture, licence, attribution }) command.Add(option);

        command.SetAction(parsed =>
        {
            var summary = ModelDescription.Run(new DescriptionRequest
            {
                ModelPath = parsed.GetRequiredValue(model),
                LabelsPath = parsed.GetRequiredValue(labels),
                OutputPath = parsed.GetRequiredValue(output),
                Preprocess = preprocess.Rule(parsed),
                NormalizationGiven = preprocess.NormalizationGiven(parsed),
                Scores = parsed.GetValue(scores),
                Features = parsed.GetValue(features),
                Architecture = parsed.GetValue(architecture) ?? "",
                Licence = parsed.GetValue(licence) ?? "",
                Attribution = parsed.GetValue(attribution) ?? "",
            });
            Print(summary, parsed.GetRequiredValue(labels), parsed.GetRequiredValue(output));
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
        Line($"{size} pixels, {classes} classes, {summary.FeatureWidth} features, {summary.Bytes:N0} bytes");
        Line($"logits are '{summary.Scores}', features are '{summary.Features}'");
        if (summary.Card.Precision != "float32") Line($"it computes on integers: there is nothing to quantize");
        if (summary.HasOneLogit)
        {
            var names = summary.Card.Labels;
            Line($"one logit: its sigmoid is the probability of '{names[1]}', the rest that of '{names[0]}'");
        }

        if (summary.ChannelsLast) Line($"its input was [N, {size}, {size}, 3]; a transposition was put in front");
        if (summary.Batch > 0) Line($"it takes one photo at a time: use --batch 1");
        StandardOutput.Print(lines.ToString());
    }

    private static Option<string> Required(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Required = true };

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };
}
