using System.Text.Json;

namespace UneXt50.Toolchain.Fetch;

/// <summary>Published checkpoints by name.</summary>
public static class Catalogue
{
    private const int MaximumBytes = 16 << 20;

    /// <summary>The catalogue that comes with the program.</summary>
    public static IReadOnlyList<CatalogueEntry> BuiltIn()
    {
        using var stream = typeof(Catalogue).Assembly.GetManifestResourceStream("catalogue.json")!;
        return JsonSerializer.Deserialize(stream, ToolchainJson.Default.ListCatalogueEntry)!;
    }

    /// <summary>A catalogue of one's own, of the same form.</summary>
    /// <exception cref="UneXt50Exception">It is missing or malformed (Checkpoint).</exception>
    public static IReadOnlyList<CatalogueEntry> Read(string path) =>
        InputFile.Read(path, ErrorKind.Checkpoint, stream =>
        {
            UneXt50Exception Refused(string problem, Exception? inner = null) => new(
                ErrorKind.Checkpoint, path, problem,
                "give a catalogue like the program's own models/catalogue.json", inner);

            if (stream.Length > MaximumBytes) throw Refused("it is too large for a catalogue");
            try
            {
                var text = new byte[stream.Length];
                stream.ReadExactly(text);
                return StoredJson.Read(text, ToolchainJson.Default.ListCatalogueEntry);
            }
            catch (JsonException wrong)
            {
                throw Refused($"it is malformed ({wrong.Message})", wrong);
            }
        });

    /// <summary>The entry of that name.</summary>
    /// <exception cref="UneXt50Exception">There is none (Usage); the message lists the names.</exception>
    public static CatalogueEntry Find(IReadOnlyList<CatalogueEntry> entries, string name) =>
        entries.FirstOrDefault(entry => entry.Name == name) ?? throw new UneXt50Exception(ErrorKind.Usage, name,
            $"the catalogue has no such checkpoint, only {string.Join(", ", entries.Select(entry => entry.Name))}",
            Nearest.To(name, entries.Select(entry => entry.Name)) is { } near
                ? $"did you mean {near}?" : $"give one of these names, or an https URL with {Setting.Sha256}");
}
