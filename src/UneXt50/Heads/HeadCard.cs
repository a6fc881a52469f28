using System.Globalization;
using System.Text.Json;

namespace UneXt50.Heads;

/// <summary>What travels inside a head's file, as ONNX metadata.</summary>
public sealed record HeadCard
{
    private const string Prefix = "unext50.head.";

    /// <summary>The classes, in the order of the probabilities.</summary>
    public required IReadOnlyList<string> Labels { get; init; }

    /// <summary>
    /// <see cref="UneXt50Model.BackboneSha256"/> of the model whose features it was trained on, lower-case hex.
    /// </summary>
    public required string BackboneSha256 { get; init; }

    /// <summary>The day of training.</summary>
    public required DateOnly Date { get; init; }

    /// <summary>The program that wrote the file, with its version.</summary>
    public required string Tool { get; init; }

    /// <summary>How it was trained and how good it is.</summary>
    public required HeadReport Report { get; init; }

    /// <summary>Which distances turn away how many; null where no class had two photos.</summary>
    internal UnknownCalibration? Unknown { get; init; }

    /// <summary>
    /// The distance above which a photo is unknown, so that <paramref name="percent"/> % of the training photos would
    /// be; null where there were too few photos to tell.
    /// </summary>
    public float? UnknownThreshold(double percent) => Unknown?.Threshold(percent);

    /// <summary>Reads a card; null when the metadata is not a head's.</summary>
    /// <exception cref="FormatException">An entry does not hold what it must; the message names it.</exception>
    internal static HeadCard? FromMetadata(IReadOnlyDictionary<string, string> metadata)
    {
        if (!metadata.ContainsKey(Prefix + "report")) return null;
        T Entry<T>(string key, Func<string, T> read)
        {
            try
            {
                return read(metadata[Prefix + key]);
            }
            catch (Exception wrong) when (wrong is FormatException or KeyNotFoundException or JsonException)
            {
                throw new FormatException($"metadata entry {Prefix}{key} is missing or damaged", wrong);
            }
        }

        return new HeadCard
        {
            Labels = Entry("labels", text => text.Split('\n')),
            BackboneSha256 = Entry("trunk_sha256", text => text),
            Date = Entry("date", text => DateOnly.ParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture)),
            Tool = Entry("tool", text => text),
            Report = Entry("report", text => StoredJson.Read(text, CoreJson.Default.HeadReport)),
            Unknown = Entry("distances", text => text.Length == 0 ? null : UnknownCalibration.Parse(text)),
        };
    }

    /// <summary>The card as metadata entries, in a fixed order.</summary>
    internal IReadOnlyList<KeyValuePair<string, string>> ToMetadata() =>
    [
        new(Prefix + "date", Date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
        new(Prefix + "distances", Unknown?.ToString() ?? ""),
        new(Prefix + "labels", string.Join('\n', Labels)),
        new(Prefix + "method", Report.Method),
        new(Prefix + "report", JsonSerializer.Serialize(Report, CoreJson.Default.HeadReport)),
        new(Prefix + "tool", Tool),
        new(Prefix + "trunk_sha256", BackboneSha256),
    ];
}

/// <summary>A downstream model as JSON has it.</summary>
internal sealed record HeadDescription(
    int SchemaVersion, string File, string Sha256, int FeatureWidth, IReadOnlyList<string> Outputs,
    IReadOnlyList<string> Labels, string? BackboneSha256, DateOnly? Trained, string? Tool, HeadReport? Report);
