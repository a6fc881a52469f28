using UneXt50.Parts;
using UneXt50.Writers;

namespace UneXt50.Search;

/// <summary>
/// Where the vectors of <c>all.npy</c> come from: what the record <c>all.npy.run.json</c> beside it says.
/// </summary>
/// <param name="Record">The record's file.</param>
/// <param name="ModelSha256">
/// <see cref="UneXt50Model.BackboneSha256"/>, lower-case hex; null where the run could not tell.
/// </param>
/// <param name="Exact">Whether large JPEGs were decoded at full size.</param>
/// <param name="Normalization">What was done to each vector.</param>
public sealed record FeatureOrigin(string Record, string? ModelSha256, bool Exact, FeatureNormalization Normalization)
{
    private const int LargestRecord = 1 << 28;

    /// <summary>Reads the record beside an array; null where there is none.</summary>
    /// <param name="path">The array.</param>
    /// <exception cref="UneXt50Exception">It is damaged, or no record of an array (Input).</exception>
    public static FeatureOrigin? Beside(string path)
    {
        var beside = PartPaths.RecordOf(path);
        if (!File.Exists(beside)) return null;
        UneXt50Exception Refused(string problem, Exception? inner = null) => new(
            ErrorKind.Input, beside, $"it is not the record of an array ({problem})",
            $"move it away to search without it, or write both again with {Setting.WriteFeatures}", inner);

        var bytes = InputFile.Read(beside, ErrorKind.Input, stream =>
        {
            if (stream.Length > LargestRecord) throw Refused($"it has {ByteSize.Text(stream.Length)}");
            var content = new byte[stream.Length];
            stream.ReadExactly(content);
            return content;
        });
        try
        {
            var record = RunRecord.Parse(bytes);
            if (record.Format != RowFormat.Npy) throw Refused($"it is of {record.Format.Word()} rows");
            return new FeatureOrigin(
                beside, record.ModelSha256 == PartRequest.UnknownModel ? null : record.ModelSha256,
                record.Options.GetValueOrDefault("exact") == "yes",
                record.Options.GetValueOrDefault("normalize") == "l2"
                    ? FeatureNormalization.L2 : FeatureNormalization.None);
        }
        catch (FormatException damage)
        {
            throw Refused(damage.Message, damage);
        }
    }

    /// <summary>Refuses a model that is not the one the vectors come from.</summary>
    /// <param name="path">The model file.</param>
    /// <param name="sha256">Its <see cref="UneXt50Model.BackboneSha256"/>.</param>
    /// <exception cref="UneXt50Exception">It is another one (Model).</exception>
    public void RequireModel(string path, string sha256)
    {
        if (ModelSha256 is null || ModelSha256 == sha256) return;
        throw new UneXt50Exception(
            ErrorKind.Model, Record,
            $"its features are of another model (SHA-256 {Start(ModelSha256)}, {path} has {Start(sha256)})",
            $"name that model with {Setting.Model}, or write the features again with this one");
    }

    /// <summary>Refuses another array whose vectors cannot be compared with these.</summary>
    /// <param name="other">Where those come from.</param>
    /// <param name="metric">How they are compared.</param>
    /// <exception cref="UneXt50Exception">
    /// They are of another model (Model), or scaled otherwise and compared by distance (Usage).
    /// </exception>
    public void RequireFit(FeatureOrigin other, SearchMetric metric)
    {
        if (other.ModelSha256 is { } sha256) RequireModel(other.Record, sha256);
        if (metric == SearchMetric.Cosine || Normalization == other.Normalization) return;
        throw new UneXt50Exception(
            ErrorKind.Usage, other.Record, $"its vectors are scaled differently from those of {Record}",
            $"compare by {Setting.Metric} cosine, or write the features again with the same {Setting.Normalize}");
    }

    private static string Start(string digest) => digest[..Math.Min(12, digest.Length)];
}
