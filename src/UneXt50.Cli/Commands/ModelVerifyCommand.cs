using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Toolchain.Verification;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model verify</c>: one model held against another on photos.</summary>
internal static class ModelVerifyCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("reference") { Description = "The model that is taken to be right" };
        var second = new ModelOption.OrWord("model", "The model to compare with it", isRequired: true);
        var photos = TextOption.Required(
            "--photos", "folder", "Folder of photos; if it has folders named after labels, accuracy is measured too");
        var layers = NumberOption.Create(
            "--layers", "n", "Number of the noisiest layers to show", otherwise: 10, least: 0, most: 10_000);
        var options = new ReportOptions();
        var quiet = QuietOption.Create();
        var command = new DocumentedCommand(
            "verify", "Compare a model with another: classes, features and layers.")
        {
            Examples =
            [
                ("unext50 model verify model.onnx model.int8.onnx --photos test",
                    "what quantization cost, measured on this device"),
            ],
        };
        command.Add(first);
        second.AddTo(command);
        command.Add(OptionGroup.Input, photos);
        command.Add(OptionGroup.Output, layers, quiet);
        command.Add(OptionGroup.Speed, RuntimeOption.Shared);
        options.AddTo(command);
        command.SetAction(parsed =>
        {
            using var output = options.Open(parsed);
            var request = new VerificationRequest
            {
                FirstPath = parsed.GetRequiredValue(first),
                SecondPath = second.Named(parsed)!,
                Photos = PhotoFolder.List(recurse: true, parsed.GetRequiredValue(photos)),
            };
            var report = Run(request, parsed.GetValue(quiet));
            foreach (var skipped in report.Skipped) Messages.Error(skipped);
            var worst = report.Layers.Take(parsed.GetValue(layers)).ToList();
            if (options.IsJson(parsed)) WriteJson(request, report, worst, output);
            else WriteText(request, report, worst, output);
            output.Complete();
            return report.Skipped.Count > 0 ? ExitCodes.SomeInputsFailed : ExitCodes.Done;
        });
        return command;
    }

    private static VerificationReport Run(VerificationRequest request, bool quiet)
    {
        using var progress = new StepLine(StatusLine.IsWanted(quiet));
        return ModelVerification.Run(request, progress);
    }

    private static void WriteText(
        VerificationRequest request, VerificationReport report, List<LayerNoise> worst, OutputFile output)
    {
        using var text = new StreamWriter(output, leaveOpen: true) { NewLine = "\n" };
        void Line(FormattableString line) =>
            text.WriteLine(TerminalText.Escape(line.ToString(CultureInfo.InvariantCulture)));

        Line($"{request.SecondPath} against {request.FirstPath} on {report.Photos:N0} photos:");
        if (!double.IsNaN(report.TopOneAgreement))
        {
            Line($"  top-1 agreement  {report.TopOneAgreement:P2}");
            Line($"  top-5 agreement  {report.TopFiveAgreement:P2}");
        }

        Line($"  features cosine  {report.MedianFeatureCosine:F5} median, {report.MinFeatureCosine:F5} lowest");
        if (report.LabelledPhotos > 0)
        {
            Line($"  labelled photos  {report.LabelledPhotos:N0}");
            Line($"  top-1 accuracy   {report.Second.One:P2} against {report.First.One:P2}");
            Line($"  top-5 accuracy   {report.Second.Five:P2} against {report.First.Five:P2}");
        }

        if (worst.Count > 0) Line($"noisiest layers, signal to noise on {report.LayerPhotos:N0} photos:");
        foreach (var layer in worst) Line($"  {layer.Decibels,6:F1} dB  {layer.Name}");
    }

    private static void WriteJson(
        VerificationRequest request, VerificationReport report, List<LayerNoise> worst, OutputFile output)
    {
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });

        // JSON has neither NaN nor infinity.
        void Number(string name, double value)
        {
            if (double.IsFinite(value)) json.WriteNumber(name, value);
            else json.WriteNull(name);
        }

        json.WriteStartObject();
        json.WriteNumber("schema_version", 1);
        json.WriteString("first", request.FirstPath);
        json.WriteString("second", request.SecondPath);
        json.WriteNumber("photos", report.Photos);
        Number("top_1_agreement", report.TopOneAgreement);
        Number("top_5_agreement", report.TopFiveAgreement);
        Number("median_feature_cosine", report.MedianFeatureCosine);
        Number("min_feature_cosine", report.MinFeatureCosine);
        json.WriteNumber("labelled_photos", report.LabelledPhotos);
        Number("first_top_1_accuracy", report.First.One);
        Number("first_top_5_accuracy", report.First.Five);
        Number("second_top_1_accuracy", report.Second.One);
        Number("second_top_5_accuracy", report.Second.Five);
        json.WriteNumber("layer_photos", report.LayerPhotos);
        json.WriteStartArray("layers");
        foreach (var layer in worst)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            Number("decibels", layer.Decibels);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }
}
