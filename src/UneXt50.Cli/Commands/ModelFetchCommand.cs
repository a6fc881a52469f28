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
        var output = OutputOption.IfGiven("The model file to write");
        var from = TextOption.Create(
            "--from", "file", "The checkpoint, if you have it already; it is checked, and nothing is fetched");
        var sha256 = TextOption.Create("--sha256", "hex",
            "SHA-256 of the file at a URL, or its first 8 or more digits");
        var labels = TextOption.Create(
            "--labels", "file|imagenet", "Class names for the network at a URL; leave out for features alone");
        var preset = TextOption.Create(
            "--preprocess", "preset", "How the network at a URL was fed; see 'unext50 model import --help'");
        var calibration = TextOption.Create(
            "--calibration", "folder", "Make the model int8 with these photos, which are like those it will see");
        var catalogue = TextOption.Create("--catalogue", "file", "A catalogue to use in place of the program's own");
        var quiet = QuietOption.Create();
        var command = new DocumentedCommand(
            "fetch", "Make a model of a published checkpoint, fetched and checked.")
        {
            Examples =
            [
                ("unext50 model fetch", "lists the catalogue"),
                ("unext50 model fetch resnext50_32x4d-v2 --calibration photos --out model.onnx",
                    "fetches it and makes it int8"),
                ("unext50 model fetch resnext50_32x4d-v2 --from resnext50_32x4d-1a0047aa.pth --out model.onnx",
                    "uses a file that you have already"),
            ],
        };
        command.Add(name);
        command.Add(OptionGroup.Input, from, sha256, labels, preset, calibration, catalogue);
        command.Add(OptionGroup.Output, output, quiet);
        command.Add(OptionGroup.Speed, RuntimeOption.Shared);
        command.RequireIfGiven(output, "onnx");
        command.Check(result =>
        {
            if (result.GetValue(name) is not { } named) return;
            if (result.GetValue(output) is null) result.AddError("Option '--out' is required.");
            if (IsUrl(named) && (result.GetValue(sha256) is null || result.GetValue(preset) is null))
                result.AddError("A URL needs --sha256 and --preprocess: give both.");
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
            lines.Add(Line($"SHA-256 {card.SourceSha256}; only its first {digits} digits were given"));
        if (summary.Quantization is { Chosen.Fidelity: var fidelity })
            lines.Add(Line($"int8 gives the same class as float32 on {fidelity.TopOneAgreement:P2} of the photos"));
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
                ErrorKind.Usage, entry.Url, "it is not an https address", "give one, or a file with --from");

    private static bool IsUrl(string name) => name.Contains("://", StringComparison.Ordinal);

    private static string Line(FormattableString text) =>
        TerminalText.Escape(text.ToString(CultureInfo.InvariantCulture)) + "\n";
}
