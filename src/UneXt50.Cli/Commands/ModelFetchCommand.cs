using System.CommandLine;
using System.Globalization;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Toolchain.Fetch;
using UneXt50.Toolchain.Preprocessing;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 model fetch</c>: a published checkpoint becomes a model.</summary>
internal static class ModelFetchCommand
{
    public static Command Create()
    {
        var name = new Argument<string?>("name")
        {
            Description = "A name in the catalogue, or an https URL; without one, the catalogue is shown",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var output = Text("--out", "file", "The model file to write");
        var from = Text("--from", "file", "The checkpoint, got by other means: nothing is fetched, but it is checked");
        var sha256 = Text("--sha256", "hex", "SHA-256 of what a URL leads to, or its first 8 or more digits");
        var labels = Text("--labels", "file|imagenet", "Class names for a URL; none for a backbone alone");
        var preset = Text(
            "--preprocess", "preset", "How what a URL leads to is fed; see 'unext50 model import --help'");
        var calibration = Text(
            "--calibration", "folder", "Photos like those the network will see: the model becomes int8");
        var catalogue = Text("--catalogue", "file", "Another catalogue than the program's own");
        var quiet = new Option<bool>("--quiet", "-q") { Description = "No progress" };
        var command = new DocumentedCommand(
            "fetch", "Fetch a published checkpoint over https, check it, and make a model of it.")
        {
            Examples =
            [
                ("unext50 model fetch", "what the catalogue has"),
                ("unext50 model fetch resnext50_32x4d-v2 --calibration photos --out model.onnx",
                    "fetched and made int8"),
                ("unext50 model fetch resnext50_32x4d-v2 --from resnext50_32x4d-1a0047aa.pth --out model.onnx",
                    "without a network"),
            ],
        };
        command.Add(name);
        foreach (var option in new Option[] { output, from, sha256, labels, preset, calibration, catalogue, quiet })
            command.Add(option);
        command.RequireIfGiven(output, "onnx");
        command.Validators.Add(result =>
        {
            if (result.GetValue(name) is not { } named) return;
            if (result.GetValue(output) is null) result.AddError("Option '--out' is required.");
            if (IsUrl(named) && (result.GetValue(sha256) is null || result.GetValue(preset) is null))
                result.AddError("A URL needs --sha256 and --preprocess.");
            if (!IsUrl(named)
                && (result.GetValue(sha256) ?? result.GetValue(preset) ?? result.GetValue(labels)) is not null)
            {
                result.AddError("--sha256, --preprocess and --labels are for URLs; a name has them in the catalogue.");
            }
        });
        command.SetAction(parsed =>
        {
            var entries = parsed.GetValue(catalogue) is { } file ? Catalogue.Read(file) : Catalogue.BuiltIn();
            if (parsed.GetValue(name) is not { } named) return Show(entries);

            var entry = IsUrl(named)
                ? new CatalogueEntry
                {
                    Name = named,
                    Url = named,
                    Sha256 = parsed.GetRequiredValue(sha256)!,
                    Preprocess = parsed.GetRequiredValue(preset)!,
                    Labels = parsed.GetValue(labels),
                }
                : Catalogue.Find(entries, named);
            var digest = new ExpectedDigest(entry.Sha256);
            return Run(parsed.GetValue(quiet), new FetchRequest
            {
                Url = UrlOf(entry),
                Digest = digest,
                From = parsed.GetValue(from),
                KeptPath = Path.Join(ModelPaths.Cache(), $"{digest.Digits}.checkpoint"),
                LabelsPath = entry.Labels,
                Preprocess = PreprocessPreset.Find(entry.Preprocess),
                PreprocessedAs = PreprocessPreset.ArchitectureOf(entry.Preprocess),
                Licence = entry.Licence,
                Attribution = entry.Attribution,
                OutputPath = parsed.GetRequiredValue(output)!,
                Calibration = parsed.GetValue(calibration) is { } photos
                    ? PhotoFolder.List(recurse: true, photos) : [],
            });
        });
        return command;
    }

    private static int Run(bool quiet, FetchRequest request)
    {
        var visible = StatusLine.IsWanted(quiet);
        using var fetching = new FetchLine(visible);
        using var quantizing = new StepLine(visible);
        var summary = ModelFetch.RunAsync(request, fetching, quantizing).GetAwaiter().GetResult();
        StatusLine.Clear();
        var (card, checkpoint) = (summary.Import.Card, summary.CheckpointPath);
        var lines = new List<string>
        {
            Line($"{request.OutputPath}: {card.Architecture}, {card.Labels.Count} classes, from {checkpoint}"),
        };
        foreach (var warning in summary.Import.Warnings) Messages.Note($"{summary.Import.LabelsPath}: {warning}");
        if (request.Digest is { IsPrefix: true, Digits.Length: var digits })
            lines.Add(Line($"only the first {digits} digits of its SHA-256 were published; all: {card.SourceSha256}"));
        if (summary.Quantization is { Chosen.Fidelity: var fidelity })
            lines.Add(Line($"int8 names the same class as float32 on {fidelity.TopOneAgreement:P2} of the photos"));
        StandardOutput.Print(string.Concat(lines));
        return ExitCodes.Done;
    }

    private static int Show(IReadOnlyList<CatalogueEntry> entries)
    {
        StandardOutput.Print(string.Concat(
            entries.Select(entry => Line($"{entry.Name}  {entry.Licence}  {entry.Url}"))));
        return ExitCodes.Done;
    }

    private static Uri UrlOf(CatalogueEntry entry) =>
        Uri.TryCreate(entry.Url, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttps
            ? url
            : throw new UneXt50Exception(
                ErrorKind.Usage, entry.Url, "it is not an https address", "only https is fetched");

    private static bool IsUrl(string name) => name.Contains("://", StringComparison.Ordinal);

    private static string Line(FormattableString text) =>
        TerminalText.Escape(text.ToString(CultureInfo.InvariantCulture)) + "\n";

    private static Option<string?> Text(string name, string helpName, string description) =>
        new(name) { Description = description, HelpName = helpName };
}
