using System.Text.Json;
using UneXt50.Sources;

namespace UneXt50.Parts;

/// <summary>
/// What stands in <c>NAME.run.json</c> beside an output: where its rows come from, and what its files must be. Writing
/// it is what makes a new output valid: the files are brought to the disk first, and take their names after it.
/// </summary>
internal sealed record RunRecord
{
    public const string CurrentSchema = "unext50.run/1";

    /// <summary>Among <see cref="Options"/> where rows have the times of films' frames.</summary>
    public const string FilmsOption = "time column";

    public string Schema { get; init; } = CurrentSchema;

    /// <summary>As <see cref="PartRequest.ModelSha256"/>.</summary>
    public required string ModelSha256 { get; init; }

    /// <summary>What makes rows incomparable where it differs, by the names of the options.</summary>
    public required IReadOnlyDictionary<string, string> Options { get; init; }

    public required int Shard { get; init; }

    public required int Shards { get; init; }

    /// <summary>False when the run was interrupted: rows are missing, and what follows about inputs is too.</summary>
    public bool Complete { get; init; }

    /// <summary>Number of inputs of all shards, and a digest of their names in order.</summary>
    public long? Inputs { get; init; }

    /// <inheritdoc cref="Inputs"/>
    public string? InputsDigest { get; init; }

    /// <summary>
    /// Lengths of the files, in bytes, when this was written, where the run went on: what they have beyond is not whole
    /// yet.
    /// </summary>
    public FileLengths? Checkpoint { get; init; }

    /// <summary>XXH128 of the text.</summary>
    public required string RowsDigest { get; init; }

    /// <summary>XXH128 of the array behind its header.</summary>
    public string? ArrayDigest { get; init; }

    /// <summary>For each input of this part its place in the whole list, from 0, ascending.</summary>
    public IReadOnlyList<long>? Positions { get; init; }

    /// <summary>For each input of this part the bytes that the text has for it, behind the text's header.</summary>
    public required IReadOnlyList<int> Lengths { get; init; }

    internal Shard Part => new(Shard, Shards);

    /// <summary>Whether rows have the times of films' frames.</summary>
    internal bool HasFilms => Options.ContainsKey(FilmsOption);

    internal RowFormat Format => RowFormats.Parse(Options.GetValueOrDefault(RowFormats.Option) ?? "");

    /// <summary>The bytes of the record at <paramref name="path"/>; null where there is none.</summary>
    /// <exception cref="UneXt50Exception">It cannot be read (Output).</exception>
    public static byte[]? Bytes(string path)
    {
        try
        {
            if (!File.Exists(path)) return null;
            using var file = ReadableFile.Open(path);
            var bytes = new byte[RandomAccess.GetLength(file)];
            return bytes[..RandomAccess.Read(file, bytes, 0)];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Scarcity.Of(path, failure) ?? PartErrors.BadRecord(path, failure.Message);
        }
    }

    /// <summary>Reads the record that must be there.</summary>
    /// <exception cref="UneXt50Exception">It is missing or damaged (Output).</exception>
    public static RunRecord Read(string path)
    {
        try
        {
            return Parse(Bytes(path) ?? throw PartErrors.Refused(path, "there is no such record of a run",
                $"name outputs of {Setting.Shard} or {Setting.Resume}; their .run.json belongs beside them"));
        }
        catch (FormatException damage)
        {
            throw PartErrors.BadRecord(path, damage.Message);
        }
    }

    /// <exception cref="FormatException">It is no such record.</exception>
    public static RunRecord Parse(ReadOnlySpan<byte> json)
    {
        try
        {
            var record = StoredJson.Read(json, CoreJson.Default.RunRecord);
            _ = record.Format;
            return record.IsConsistent() ? record : throw new FormatException($"it is not {CurrentSchema}");
        }
        catch (JsonException damage)
        {
            throw new FormatException($"it cannot be read ({damage.Message})", damage);
        }
    }

    public void Write(string path, string temporary)
    {
        using var output = OutputFile.Create(path, temporary, staged: null);
        JsonSerializer.Serialize(output, this, CoreJson.Default.RunRecord);
        output.WriteByte((byte)'\n');
        output.Complete();
    }

    /// <summary>
    /// What makes the rows of <paramref name="other"/> incomparable to these, in words; null for nothing.
    /// </summary>
    public string? DifferenceFrom(RunRecord other)
    {
        if (ModelSha256 != other.ModelSha256)
            return $"model (SHA-256 {Start(ModelSha256)} and {Start(other.ModelSha256)})";
        foreach (var name in Options.Keys.Union(other.Options.Keys))
        {
            var (mine, theirs) = (Value(name), other.Value(name));
            if (mine != theirs) return $"{name} ({mine} and {theirs})";
        }

        return null;
    }

    private string Value(string option) => Options.GetValueOrDefault(option, "none");

    private bool IsConsistent() =>
        Schema == CurrentSchema && Sources.Shard.Create(Shard, Shards) is not null && Lengths.All(length => length > 0)
        && (Positions is null || Positions.Count == Lengths.Count)
        && (Checkpoint is null || (!Complete && Checkpoint.Rows >= 0 && Checkpoint.Array is null or >= 0))
        && (!Complete || (Positions is not null && Inputs is not null && InputsDigest is not null));

    internal sealed record FileLengths
    {
        /// <summary>Of the text.</summary>
        public required long Rows { get; init; }

        /// <summary>Of the array, if there is one.</summary>
        public long? Array { get; init; }
    }

    private static string Start(string digest) => digest[..Math.Min(12, digest.Length)];
}
