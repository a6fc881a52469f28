using System.CommandLine;
using System.Globalization;
using System.Text;
using UneXt50.Results;
using UneXt50.Toolchain;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model import</c>: a checkpoint becomes a float32 model file.</summary>
internal static class ModelImportCommand
{
    public static Command Create()
    {
        var checkpoint = new Argument<string>("checkpoint")
        {
            Description = "A file written by torch.save, a .safetensors file, or the .index.json of several",
        };
        var labels = new Option<string?>("--labels")
        {
            Description = "Class names, one a line, in the order of the classifier's rows; none for a bare trunk",
            HelpName = "file|imagenet",
        };
        var output = Required("--out", "file", "The model file to write");
        var preprocess = new PreprocessOptions();
        var stepsIn = ChoiceOption.Create("--stride-in", "Where bottlenecks step; 1x1 for weights of Caffe",
            [("3x3", false), ("1x1", true)]);
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
                ("unext50 model import segmentation.pth --preprocess torchvision-v1 --out trunk.onnx",
                    "a trunk without classes, for features"),
            ],
        };
        command.Add(checkpoint);
        command.Add(labels);
        command.Add(output);
        command.Require(output, "onnx");
        preprocess.AddTo(command);
        foreach (var option in new Option[] { stepsIn, licence, attribution }) command.Add(option);

        command.SetAction(parsed =>
        {
            var summary = CheckpointImport.Run(new ImportRequest
            {
                CheckpointPath = parsed.GetRequiredValue(checkpoint),
                LabelsPath = parsed.GetValue(labels),
                OutputPath = parsed.GetRequiredValue(output),
                Preprocess = preprocess.Rule(parsed),
                StridesFirst = parsed.GetValue(stepsIn),
                Licence = parsed.GetRequiredValue(licence),
                Attribution = parsed.GetRequiredValue(attribution),
            });
            Print(summary, parsed.GetRequiredValue(output));
            return ExitCodes.Done;
        });
        return command;
    }

    private static void Print(ImportSummary summary, string path)
    {
        var lines = new StringBuilder();
        void Line(string text) => lines.Append(TerminalText.Escape($"{path}: {text}")).Append('\n');

        Line(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Card.Architecture}, {summary.Parameters:N0} parameters, {summary.Card.Labels.Count} classes, "
            + $"{summary.FeatureWidth} features, {summary.Bytes:N0} bytes"));
        Line($"tensors named as those of {summary.KeyLayout}"
            + (summary.Wrapper.Length > 0 ? $", from '{summary.Wrapper}'" : ""));
        if (summary.LeftOut.Count > 0) Line($"left out: {string.Join(", ", summary.LeftOut)}");
        if (summary.Card.Labels.Count == 0) Line("it has no classifier: for 'unext50 features' only");
        StandardOutput.Print(lines.ToString());
    }

    private static Option<string> Required(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Required = true };

    private static Option<string> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => "" };
}
