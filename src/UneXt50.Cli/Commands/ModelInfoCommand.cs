using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Imaging;
using UneXt50.Toolchain.Inspection;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model info</c>: what a model file says of itself, and its checksum.</summary>
internal static class ModelInfoCommand
{
    public static Command Create()
    {
        var path = new ModelOption.OrWord(
            "model", "The model file; by default the one that classify would use", isRequired: false);
        var report = new ReportOptions();
        var layers = new Option<bool>("--layers")
        {
            Description = "List the layers with weights; JSON always has them",
        };
        var command = new DocumentedCommand(
            "info", "Show a model's labels, input, layers, licence and checksum.")
        {
            Examples =
            [
                ("unext50 model info", "the default model"),
                ("unext50 model info --layers", "with a table of its layers and how each is stored"),
                ("unext50 model info other.onnx --format json", "another model, for a program"),
            ],
        };
        path.AddTo(command);
        report.AddTo(command);
        command.Add(OptionGroup.Output, layers);
        command.Add(OptionGroup.Speed, RuntimeOption.Shared);
        command.SetAction(parsed =>
        {
            using var model = UneXt50Model.Load(ModelPaths.Find(path.Named(parsed)));
            var inspection = ModelInspection.Read(model.Path);
            using var output = report.Open(parsed);
            if (report.IsJson(parsed)) WriteJson(model, inspection, output);
            else WriteText(model, inspection, parsed.GetValue(layers), output);
            output.Complete();
            return ExitCodes.Done;
        });
        return command;
    }

    private static void WriteText(UneXt50Model model, ModelInspection inspection, bool layers, OutputFile output)
    {
        var (card, rule) = (model.Card, model.Card.Preprocess);
        using var text = new StreamWriter(output, leaveOpen: true) { NewLine = "\n" };
        void Line(string name, string value) => text.WriteLine($"{name,-14}{TerminalText.Escape(value)}");
        Line("file", model.Path);
        Line("size", ByteSize.Text(new FileInfo(model.Path).Length));
        var digest = Sha256Digest.OfFile(model.Path);
        Line("sha256", digest);
        if (model.BackboneSha256 != digest) Line("backbone", $"{model.BackboneSha256} (what heads are bound to)");
        Line("architecture", card.Architecture);
        Line("precision", $"{card.Precision} (layers: {LayerTable.Precisions(inspection.Layers)})");
        Line("engine", model.EngineDescription);
        Line("parameters", inspection.Parameters.ToString("N0", CultureInfo.InvariantCulture));
        Line("multiply-adds", inspection.MultiplyAdds.ToString("N0", CultureInfo.InvariantCulture));
        Line("input", $"float32 [N, 3, {rule.InputSize}, {rule.InputSize}]");
        Line("channels", rule.Channels == ChannelOrder.Rgb ? "R, G, B" : "B, G, R");
        Line("resize", rule.Fit switch
        {
            Fit.Stretch => $"stretched to {rule.InputSize} x {rule.InputSize}, {Name(rule.Interpolation)}",
            Fit.Pad => $"long side {rule.InputSize}, {Name(rule.Interpolation)}, black beside it",
            _ => $"short side {rule.ResizeShortSide}, {Name(rule.Interpolation)}, centre crop {rule.InputSize}",
        });
        Line("mean", $"{string.Join(' ', rule.Mean)} (R, G, B)");
        Line("std", $"{string.Join(' ', rule.Std)} (R, G, B)");
        Line("features", $"float32 [N, {model.FeatureWidth}]");
        Line("logits", model.ClassCount > 0 ? $"float32 [N, {model.ClassCount}]" : "none");
        Line("calibration", OrUnknown(card.Calibration));
        Line("known", model.Known is { } known
            ? string.Create(CultureInfo.InvariantCulture, $"tells strange photos, from {known.Photos:N0} that it knows")
            : "nothing is stored of photos that it knows");
        Line("accuracy", OrUnknown(card.Accuracy));
        Line("licence", OrUnknown(card.Licence));
        Line("attribution", OrUnknown(card.Attribution));
        Line("source sha256", OrUnknown(card.SourceSha256));
        Line("made by", OrUnknown(card.Tool));
        Line("labels", card.Labels.Count.ToString(CultureInfo.InvariantCulture));
        for (var i = 0; i < card.Labels.Count; i++) text.WriteLine($"  {i,5}  {TerminalText.Escape(card.Labels[i])}");
        if (layers) LayerTable.Write(text, inspection.Layers);
    }

    private static void WriteJson(UneXt50Model model, ModelInspection inspection, OutputFile output)
    {
        var (card, rule) = (model.Card, model.Card.Preprocess);
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { Indented = true, NewLine = "\n" });
        json.WriteStartObject();
        json.WriteNumber("schema_version", 1);
        json.WriteString("file", model.Path);
        json.WriteNumber("bytes", new FileInfo(model.Path).Length);
        json.WriteString("sha256", Sha256Digest.OfFile(model.Path));
        json.WriteString("backbone_sha256", model.BackboneSha256);
        json.WriteString("architecture", card.Architecture);
        json.WriteString("precision", card.Precision);
        json.WriteString("engine", model.EngineDescription);
        json.WriteNumber("parameters", inspection.Parameters);
        json.WriteNumber("multiply_adds", inspection.MultiplyAdds);
        json.WriteNumber("input_size", rule.InputSize);
        json.WriteNumber("resize_short_side", rule.ResizeShortSide);
        json.WriteString("interpolation", Name(rule.Interpolation));
        json.WriteString("fit", rule.Fit switch { Fit.Stretch => "stretch", Fit.Pad => "pad", _ => "crop" });
        json.WriteString("channels", rule.Channels == ChannelOrder.Rgb ? "rgb" : "bgr");
        WriteNumbers(json, "mean", rule.Mean);
        WriteNumbers(json, "std", rule.Std);
        json.WriteNumber("feature_width", model.FeatureWidth);
        json.WriteNumber("class_count", model.ClassCount);
        json.WriteString("calibration", card.Calibration);
        if (model.Known is { } known) json.WriteNumber("known_photos", known.Photos);
        json.WriteString("accuracy", card.Accuracy);
        json.WriteString("licence", card.Licence);
        json.WriteString("attribution", card.Attribution);
        json.WriteString("source_sha256", card.SourceSha256);
        json.WriteString("tool", card.Tool);
        json.WriteStartArray("labels");
        foreach (var label in card.Labels) json.WriteStringValue(label);
        json.WriteEndArray();
        LayerTable.Write(json, inspection.Layers);
        json.WriteEndObject();
        json.Flush();
        output.WriteByte((byte)'\n');
    }

    private static void WriteNumbers(Utf8JsonWriter json, string name, IReadOnlyList<float> numbers)
    {
        json.WriteStartArray(name);
        foreach (var number in numbers) json.WriteNumberValue(number);
        json.WriteEndArray();
    }

    private static string Name(Interpolation interpolation) =>
        interpolation == Interpolation.Bicubic ? "bicubic" : "bilinear";

    private static string OrUnknown(string value) => value.Length > 0 ? value : "unknown";
}
