using System.CommandLine;
using System.Text;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Sources;
using UneXt50.Toolchain.Evaluation;
using UneXt50.Toolchain.Quantization;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model quantize</c>: a float32 model becomes an int8 one.</summary>
internal static class ModelQuantizeCommand
{
    /// <summary>The share of photos with another class than float32's that is worth a word.</summary>
    private const double MuchOther = 0.1;

    public static Command Create()
    {
        var model = new ModelOption.OrWord(
            "model", "A float32 model made by 'unext50 model import' or 'model describe'", isRequired: true);
        var calibration = TextOption.Required(
            "--calibration", "folder", "Folder of photos like those the network will see; some hundred of every kind");
        var evaluation = TextOption.Create(
            "--evaluation", "folder",
            "Folder of other photos to measure with; if it has folders named after labels, accuracy is measured too");
        var output = OutputOption.Required("The model file to write");
        var target = ChoiceOption.Create("--target",
            "What the int8 model is for; tensorrt is NVIDIA's, with zero points 0, and runs on processors too",
            [("cpu", QuantizationTarget.Cpu), ("tensorrt", QuantizationTarget.TensorRt)]);
        var keepFloat = TextOption.Several(
            "--keep-float", "layer", "A layer that stays float, by its name in 'model info --layers'; may be repeated");
        var budget = NumberOption.Off<double>(
            "--budget", "percent",
            "Most calibration photos in 100 that may change class; the fewest layers that achieve it stay float",
            otherwise: 100, least: 0, most: 100);
        var quiet = QuietOption.Create();

        var command = new DocumentedCommand(
            "quantize", "Make a smaller and faster int8 model of a float32 one.")
        {
            Examples =
            [
                ("unext50 model quantize model.onnx --calibration photos --out model.int8.onnx",
                    "tries several ranges and keeps those whose results are nearest to float32"),
                ("unext50 model quantize model.onnx --calibration photos --budget 0.5 --out model.int8.onnx",
                    "keeps layers in float until 99.5 % of the photos get the same class as from float32"),
                ("unext50 model quantize model.onnx --calibration photos --keep-float conv1 --out model.int8.onnx",
                    "keeps that layer in float"),
                ("unext50 model quantize model.onnx --calibration photos --target tensorrt --out model.trt.onnx",
                    "for TensorRT on a Jetson or a graphics card"),
            ],
        };
        model.AddTo(command);
        command.Add(OptionGroup.Input, calibration, evaluation);
        command.Add(OptionGroup.Output, output, target, keepFloat, budget, quiet);
        command.Add(OptionGroup.Speed, RuntimeOption.Shared);
        command.Require(output, "onnx");
        command.SetAction(parsed =>
        {
            var path = parsed.GetRequiredValue(output);
            var request = new QuantizationRequest
            {
                ModelPath = model.Named(parsed)!,
                OutputPath = path,
                Calibration = Photos(parsed.GetRequiredValue(calibration)),
                Target = parsed.GetValue(target),
                KeepFloat = parsed.GetRequiredValue(keepFloat),
                Budget = parsed.GetValue(budget) / 100,
                Evaluation = parsed.GetValue(evaluation) is { } folder ? Photos(folder) : [],
            };
            using var progress = new StepLine(StatusLine.IsWanted(parsed.GetValue(quiet)));
            var report = ModelQuantization.Run(request, progress);
            Print(report, path);
            var other = 1 - (report.Evaluation ?? report.Chosen.Fidelity).TopOneAgreement;
            if (other >= MuchOther)
            {
                Messages.Note($"{path}: {other:P1} of the photos get another class than from float32; --budget 1 keeps "
                    + "as many layers in float as bring that down to 1 % of the calibration photos");
            }

            return ExitCodes.Done;
        });
        return command;
    }

    private static List<Photo> Photos(string folder) => PhotoFolder.List(recurse: true, folder);

    private static void Print(QuantizationReport report, string path)
    {
        foreach (var skipped in report.Skipped) Messages.Error(skipped);
        var text = new StringBuilder();
        void Line(string line) => text.Append(line).Append('\n');
        Line($"{"activations",-22}{"weights",-38}{"agreement",10}{"cosine",10}{"divergence",12}");
        foreach (var candidate in report.Candidates)
        {
            var fidelity = candidate.Fidelity;
            Line($"{candidate.Activations,-22}{candidate.Weights,-38}{fidelity.TopOneAgreement,10:P2}"
                + $"{fidelity.MedianFeatureCosine,10:F5}{fidelity.MeanDivergence,12:F6}"
                + $"{(candidate == report.Chosen ? "  chosen" : "")}");
        }

        Append(Line, "calibration photos", report.Chosen.Fidelity);
        var isForDevice = report.Target == QuantizationTarget.TensorRt;
        if (report.KeptFloat.Count > 0)
            Line($"kept in float{(isForDevice ? "" : $", which takes {ByteSize.Text(report.KeptFloatBytes)} more")}: "
                + $"{string.Join(", ", report.KeptFloat)}");
        // What onnxruntime fuses on a processor says nothing of what TensorRT does.
        var inFloat = string.Join(", ", isForDevice
            ? report.FloatLayers : report.FloatOperators.Select(count => $"{count.Value} {count.Key}"));
        if (isForDevice) Line($"for TensorRT: {report.IntegerLayers} layers in integers, zero points 0");
        if (inFloat.Length > 0) Line($"in float: {inFloat}");
        if (report.Evaluation is { } evaluation) Append(Line, "evaluation photos", evaluation);
        Line($"{path}: {KnownLines.Of(report.Known, tellsSkipped: false)}");
        Line($"{path}: {ByteSize.Text(report.FileBytes)}");
        StandardOutput.Print(text.ToString());
    }

    private static void Append(Action<string> line, string photos, FidelityReport fidelity)
    {
        line($"int8 against float32 on {fidelity.Photos:N0} {photos}:");
        line($"  top-1 agreement {fidelity.TopOneAgreement:P2}");
        line($"  features cosine {fidelity.MedianFeatureCosine:F5} median, {fidelity.MinFeatureCosine:F5} lowest");
        line($"  logits          {fidelity.MaxLogitError:F3} largest difference");
        if (fidelity.LabelledPhotos == 0) return;
        line($"  top-1 accuracy  {fidelity.QuantizedAccuracy:P2}, float32 {fidelity.FloatAccuracy:P2},"
            + $" on {fidelity.LabelledPhotos:N0} labelled photos");
    }
}
