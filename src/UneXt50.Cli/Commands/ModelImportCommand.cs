using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using UneXt50.Imaging;
using UneXt50.Results;
using UneXt50.Toolchain;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model import</c>: a checkpoint becomes a float32 model file.</summary>
internal static class ModelImportCommand
{
    // What torchvision and timm train with. A checkpoint does not say; the help does.
    private const string ImageNetMean = "0.485,0.456,0.406";
    private const string ImageNetStd = "0.229,0.224,0.225";

    public static Command Create()
    {
        var checkpoint = new Argument<string>("checkpoint")
        {
            Description = "A file written by torch.save, a .safetensors file, or the .index.json of several",
        };
        var labels = new Option<string?>("--labels")
        {
            Description = "Class names, one a line, in the order of the classifier's rows; none for a bare trunk",
            HelpName = "file",
        };
        var output = Required("--out", "file", "The model file to write");
        var size = NumberOption.Create(
            "--size", "px", "Side of the network's input", otherwise: null, least: 1, most: 4096);
        var resize = NumberOption.Create(
            "--resize", "px", "Short side before the centre crop, 0 for --size: nothing of it is cut",
            otherwise: 0, least: 0, most: 8192);
        var interpolation = ChoiceOption.Create("--interpolation", "Filter of the resize",
            [("bilinear", Interpolation.Bilinear), ("bicubic", Interpolation.Bicubic)]);
        var mean = Triple("--mean", "Means of R, G, B on values 0 to 1", ImageNetMean);
        var std = Triple("--std", "Standard deviations of R, G, B on values 0 to 1", ImageNetStd);
        var stepsIn = ChoiceOption.Create("--stride-in", "Where bottlenecks step; 1x1 for weights of Caffe",
            [("3x3", false), ("1x1", true)]);
        var licence = Text("--licence", "spdx", "Licence of the weights, for example CC-BY-SA-3.0");
        var attribution = Text("--attribution", "text", "Whom that licence asks to name");

        var command = new DocumentedCommand(
            "import", "Make a float32 model of a checkpoint. Nothing in the checkpoint is run.")
        {
            Examples =
            [
                ("unext50 model import weights.pth --labels labels.txt --size 224 --resize 256 --out model.onnx",
                    "a torchvision checkpoint"),
            ],
        };
        command.Add(checkpoint);
        foreach (var option in new Option[]
                 { labels, output, size, resize, interpolation, mean, std, stepsIn, licence, attribution })
        {
            command.Add(option);
        }

        command.SetAction(parsed =>
        {
            var side = parsed.GetValue(size);
            var shortSide = parsed.GetValue(resize);
            var summary = CheckpointImport.Run(new ImportRequest
            {
                CheckpointPath = parsed.GetRequiredValue(checkpoint),
                LabelsPath = parsed.GetValue(labels),
                OutputPath = parsed.GetRequiredValue(output),
                Preprocess = new PreprocessRule(
                    side,
                    shortSide == 0 ? side : shortSide,
                    parsed.GetValue(interpolation),
                    parsed.GetRequiredValue(mean),
                    parsed.GetRequiredValue(std)),
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
        void Line(string text) => Console.Out.WriteLine(TerminalText.Escape($"{path}: {text}"));

        Line(string.Create(CultureInfo.InvariantCulture,
            $"{summary.Card.Architecture}, {summary.Parameters:N0} parameters, {summary.Card.Labels.Count} classes, "
            + $"{summary.FeatureWidth} features, {summary.Bytes:N0} bytes"));
        Line($"tensors named as those of {summary.KeyLayout}"
            + (summary.Wrapper.Length > 0 ? $", from '{summary.Wrapper}'" : ""));
        if (summary.LeftOut.Count > 0) Line($"left out: {string.Join(", ", summary.LeftOut)}");
        if (summary.Card.Labels.Count == 0) Line("it has no classifier: for 'unext50 features' only");
    }

    private static Option<string> Required(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, Required = true };

    private static Option<string> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName, DefaultValueFactory = _ => "" };

    private static Option<float[]> Triple(string name, string description, string otherwise) => new(name)
    {
        Description = description,
        HelpName = "r,g,b",
        Arity = ArgumentArity.ExactlyOne,
        CustomParser = result => Numbers(result, name),
        DefaultValueFactory = _ => Parse(otherwise)!,
    };

    private static float[] Numbers(ArgumentResult result, string name)
    {
        if (Parse(result.Tokens[0].Value) is { } numbers) return numbers;
        result.AddError($"{name} takes three numbers, as in {ImageNetMean}.");
        return [];
    }

    private static float[]? Parse(string text)
    {
        var parts = text.Split(',');
        var numbers = new float[3];
        for (var i = 0; i < 3; i++)
        {
            if (parts.Length != 3) return null;
            if (!float.TryParse(parts[i], CultureInfo.InvariantCulture, out numbers[i])) return null;
        }

        return numbers;
    }
}
