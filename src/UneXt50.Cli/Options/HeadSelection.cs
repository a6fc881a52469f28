using System.CommandLine;
using System.Globalization;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Terminal;
using UneXt50.Heads;

namespace UneXt50.Cli.Options;

/// <summary>The options of <c>classify</c> about models behind the features.</summary>
internal sealed class HeadSelection
{
    private readonly Option<string[]> _heads = TextOption.Several(
        "--head", "file", "Answer with this head, or with any ONNX model that takes features; may be repeated");

    private readonly Option<string[]> _labels = TextOption.Several(
        "--labels", "file",
        "Class names for a head that has none, as for 'model import'; the first --labels is for the first --head");

    private readonly Option<double?> _unknown = UnknownOption.Create(
        "the photos that the head knows, or without a head the model,");

    public void AddTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Heads, _heads, _labels, _unknown);
        command.Check(result =>
        {
            var heads = result.GetValue(_heads) ?? [];
            var labels = result.GetValue(_labels) ?? [];
            if (labels.Length > heads.Length)
                result.AddError("There are more --labels than --head: give each --labels its --head.");
        });
    }

    /// <summary>
    /// When the model itself answers "unknown", in percent; null for never. Where there are heads, theirs are the
    /// answers, and they measure by the photos that they were trained on.
    /// </summary>
    public double? UnknownOfModel(ParseResult parsed) => Any(parsed) ? null : parsed.GetValue(_unknown);

    /// <summary>Whether any is given.</summary>
    public bool Any(ParseResult parsed) => parsed.GetValue(_heads) is { Length: > 0 };

    /// <summary>Loads them, and says what is odd about their labels.</summary>
    /// <exception cref="UneXt50Exception">One is missing, damaged, or of another backbone.</exception>
    public HeadSet Load(ParseResult parsed, UneXt50Model backbone)
    {
        List<(string Path, HeadModelOptions? Options)> wanted = [.. Wanted(parsed)];
        var heads = backbone.LoadHeads(wanted);
        foreach (var (head, (_, options)) in heads.Models.Zip(wanted))
        {
            foreach (var warning in head.Warnings) Messages.Note($"{options?.LabelsPath}: {warning}");
        }

        return heads;
    }

    // The files, and how each is to be run.
    private IEnumerable<(string Path, HeadModelOptions? Options)> Wanted(ParseResult parsed)
    {
        var labels = parsed.GetValue(_labels) ?? [];
        return (parsed.GetValue(_heads) ?? []).Select((path, i) => (path, (HeadModelOptions?)new HeadModelOptions
        {
            LabelsPath = i < labels.Length ? labels[i] : null,
            UnknownPercent = parsed.GetValue(_unknown),
        }));
    }

    /// <summary>What decides the answers of each: the bytes of its files, and when it answers "unknown".</summary>
    public IEnumerable<string> Identities(ParseResult parsed) => Wanted(parsed).Select(head =>
    {
        var (path, options) = head;
        var labels = options?.LabelsPath is { } file ? $", labels {Sha256Digest.OfFile(file)}" : "";
        var unknown = options?.UnknownPercent is { } percent
            ? string.Create(CultureInfo.InvariantCulture, $", unknown {percent}") : "";
        return $"{Sha256Digest.OfFile(path)}{labels}{unknown}";
    });
}
