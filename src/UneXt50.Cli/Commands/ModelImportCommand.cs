using System.CommandLine;
using System.Globalization;
using System.Text;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;
using UneXt50.Toolchain;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model import</c>: a checkpoint becomes a float32 model file.</summary>
internal static class ModelImportCommand
{
    private const int MaximumListed = 8;

    public static Command Create()
    {
        var checkpoint = new Argument<string>("checkpoint")
        {
            Description = "A file written by torch.save, a .safetensors file, or the .index.json of several",
        };
        var labels = new Option<string?>("--labels")
        {
            Description = "Class names in the order of the classifier's rows: text with one a line, or a JSON or "
                + "Python list or table; none for a bare backbone [the checkpoint's own, or config.json beside it]",
            HelpName = "file|imagenet",
        };
        var output = Required("--out", "file", "The model file to write");
        var preprocess = new PreprocessOptions();
        var stepsIn = ChoiceOption.Create("--stride-in", "Where bottlenecks step; 1x1 for weights of Caffe",
            [("3x3", "3x3"), ("1x1", "1x1")]);
        var network = new Option<string?>("--network")
        {
            Description = "Which one, where the checkpoint holds several [averaged weights, where one has them]",
            HelpName = "name",
        };
        var withoutHead = new Option<bool>("--no-head") { Description = "Leave the classifier out: features alone" };
        var licence = Text("--licence", "spdx", "Licence of the weights, for example CC-BY-SA-3.0");
        var attribution = Text("--attribution", "text", "Whom that licence asks to name");

        var command = new DocumentedCommand(
            "import", "Make a float32 model of a checkpoint. Nothing in the checkpoint is run.")
        {
            Examples =
            [
                ("unext50 model import resnext50_32x4d-1a0047aa.pth --labels imagenet --preprocess torchvision-v2 "
                    + "--out model.onnx", "torchvision's, with the names of ImageNet's 1,000 classes"),
                ("unext50 model import weights.safetensors --labels labels.txt --size 160 --out model.onnx",
                    "one of your own"),
                ("unext50 model import segmentation.pth --preprocess torchvision-v1 --out backbone.onnx",
                    "a backbone without classes, for features"),
            ],
        };
        command.Add(checkpoint);
        command.Add(labels);
        command.Add(output);
        command.Require(output, "onnx");
        preprocess.AddTo(command);
        foreach (var option in new Option[] { stepsIn, network, withoutHead, licence, attribution })
            command.Add(option);
        command.Validators.Add(result =>
        {
            if (result.GetValue(withoutHead) && result.GetValue(labels) is not null)
                result.AddError("--labels name what --no-head leaves out.");
        });

        command.SetAction(parsed =>
        {
            var summary = CheckpointImport.Run(new ImportRequest
            {
                CheckpointPath = parsed.GetRequiredValue(checkpoint),
                LabelsPath = parsed.GetValue(labels),
                OutputPath = parsed.GetRequiredValue(output),
                Preprocess = preprocess.Rule(parsed),
                PreprocessedAs = preprocess.Architecture(parsed),
                StridesFirst = parsed.GetResult(stepsIn) is { Implicit: false }
                    ? parsed.GetValue(stepsIn) == "1x1" : null,
                Network = parsed.GetValue(network),
                WithoutHead = parsed.GetValue(withoutHead),
                Licence = parsed.GetRequiredValue(licence),
                Attribution = parsed.GetRequiredValue(attribution),
            });
            Print(summary, parsed.GetRequiredValue(output), labelsGiven: parsed.GetValue(labels) is not null);
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(ImportSummary summary, string path, bool labelsGiven)
    {
        var lines = new StringBuilder();
        void Line(string text) => lines.Append(TerminalText.Escape($"{path}: {text}")).Append('\n');

        foreach (var warning in summary.Warnings) Messages.Note($"{summary.LabelsPath}: {warning}");
        var labels = summary.Card.Labels;
        Line(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Card.Architecture}, {summary.Parameters:N0} parameters, {labels.Count} classes, "
            + $"{summary.FeatureWidth} features, {summary.Bytes:N0} bytes"));
        Line($"tensors named as those of {summary.KeyLayout}"
            + (summary.Prefix.Length > 0 ? $", from '{summary.Prefix}'" : ""));
        if (summary.HasOneLogit)
            Line($"one logit: its sigmoid is the probability of '{labels[1]}', the rest that of '{labels[0]}'");
        if (labels.Count > 0 && !labelsGiven) Line($"labels from {summary.LabelsPath}");
        if (summary.LeftOut.Count > 0) Line($"left out: {Listed(summary.LeftOut)}");
        if (labels.Count == 0) Line("it has no classifier: for 'unext50 features' only");
        StandardOutput.Print(lines.ToString());
    }

    private static string Listed(IReadOnlyList<string> names) => names.Count > MaximumListed
        ? $"{string.Join(", ", names.Take(MaximumListed))} and {names.Count - MaximumListed} more"
        : string.Join(", ", names);

    private static Option<string> Required(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Required = true };

    private static Option<string> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => "" };
}
