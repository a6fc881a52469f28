using System.CommandLine;
using System.Globalization;
using System.Text;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Terminal;
using UneXt50.Toolchain;
using UneXt50.Toolchain.Graph;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model import</c>: a checkpoint becomes a float32 or float16 model file.</summary>
internal static class ModelImportCommand
{
    private const int MaximumListed = 8;

    public static Command Create()
    {
        var checkpoint = new Argument<string>("checkpoint")
        {
            Description = "A file written by torch.save, a .safetensors file, or the .index.json of several",
        };
        var labels = TextOption.Create(
            "--labels", "file|imagenet",
            "Class names in the order of the classifier's rows; text with one on each line, a JSON or Python list or "
            + "table, or imagenet. Without it, the checkpoint's own names, or those in config.json beside it");
        var output = OutputOption.Required("The model file to write");
        var preprocess = new PreprocessOptions();
        var stepsIn = ChoiceOption.Create("--stride-in",
            "Which convolution of a bottleneck has the stride; 1x1 is for weights from Caffe",
            [("3x3", "3x3"), ("1x1", "1x1")]);
        var network = TextOption.Create(
            "--network", "name",
            "Which network, where the checkpoint has several; without it, averaged weights go first");
        var withoutHead = new Option<bool>("--no-head") { Description = "Leave out the classifier; features alone" };
        var precision = ChoiceOption.Create("--precision",
            "What the weights are stored as; fp16 is half as large, for devices that compute with it",
            [("fp32", WeightPrecision.Full), ("fp16", WeightPrecision.Half)]);
        var licence = TextOption.Create("--licence", "spdx", "Licence of the weights, such as CC-BY-SA-3.0");
        var attribution = TextOption.Create("--attribution", "text", "Whom the licence requires to be named");

        var command = new DocumentedCommand(
            "import", "Make a float32 or float16 model of a checkpoint, executing nothing in it.")
        {
            MostUsed =
            [
                "--labels", "--out", "--preprocess", "--size", "--resize", "--mean", "--std", "--no-head", "--network",
                "--licence",
            ],
            Examples =
            [
                ("unext50 model import resnext50_32x4d-1a0047aa.pth --labels imagenet --preprocess torchvision-v2 "
                    + "--out model.onnx", "torchvision's weights, with the names of ImageNet's 1,000 classes"),
                ("unext50 model import weights.safetensors --labels labels.txt --size 160 --out model.onnx",
                    "your own network, fed with 160 x 160 pixels"),
                ("unext50 model import segmentation.pth --preprocess torchvision-v1 --out backbone.onnx",
                    "a backbone without classes, for features"),
                ("unext50 model import weights.pth --labels labels.txt --precision fp16 --out model.fp16.onnx",
                    "weights of two bytes, for a GPU; see --provider of classify"),
            ],
        };
        command.Add(checkpoint);
        command.Add(OptionGroup.Input, labels);
        command.Add(OptionGroup.Output, output);
        command.Add(OptionGroup.Speed, RuntimeOption.Shared);
        command.Require(output, "onnx");
        preprocess.AddTo(command);
        command.Add(OptionGroup.Model, precision, stepsIn, network, withoutHead, licence, attribution);
        command.Check(result =>
        {
            if (result.GetValue(withoutHead) && result.GetValue(labels) is not null)
                result.AddError("--labels are for the classifier that --no-head leaves out: give one of them.");
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
                Precision = parsed.GetValue(precision),
                Licence = parsed.GetValue(licence) ?? "",
                Attribution = parsed.GetValue(attribution) ?? "",
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
            $"{summary.Card.Architecture}, {summary.ModelParameters:N0} parameters, {labels.Count} classes, "
            + $"{summary.FeatureWidth} features, {ByteSize.Text(summary.Bytes)}"));
        Line($"tensors named as those of {summary.KeyLayout}"
            + (summary.Prefix.Length > 0 ? $", from '{summary.Prefix}'" : ""));
        if (summary.Rounding is { } rounding) Line(Told(rounding));
        if (summary.HasOneLogit)
            Line($"one logit: its sigmoid is the probability of '{labels[1]}', the rest that of '{labels[0]}'");
        if (labels.Count > 0 && !labelsGiven) Line($"labels from {summary.LabelsPath}");
        if (summary.LeftOut.Count > 0) Line($"left out: {Listed(summary.LeftOut)}");
        if (labels.Count == 0) Line("it has no classifier: use it with 'unext50 features', or with a head");
        StandardOutput.Print(lines.ToString());
    }

    private static string Told(HalfPrecisionRounding rounding) => string.Create(CultureInfo.InvariantCulture,
        $"float16: of {rounding.Weights:N0} numbers {rounding.Zeroed:N0} are too small and became 0, "
        + $"{rounding.Subnormal:N0} keep fewer digits; the largest is {rounding.Largest:G4}, and float16 ends at 65,504");

    private static string Listed(IReadOnlyList<string> names) => names.Count > MaximumListed
        ? $"{string.Join(", ", names.Take(MaximumListed))} and {names.Count - MaximumListed} more"
        : string.Join(", ", names);
}
