using Onnx;

namespace UneXt50.Onnx;

/// <summary>The model card among a model's metadata.</summary>
internal static class ModelMetadata
{
    /// <summary>Reads the card of a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="path">The file it came from, for the message.</param>
    /// <exception cref="UneXt50Exception">An entry is missing or wrong (Model).</exception>
    public static ModelCard Card(this ModelProto model, string path)
    {
        // Later entries win, as in onnxruntime's own map.
        var entries = new Dictionary<string, string>();
        foreach (var entry in model.MetadataProps) entries[entry.Key] = entry.Value;
        try
        {
            return ModelCard.FromMetadata(entries);
        }
        catch (FormatException wrong)
        {
            throw new UneXt50Exception(ErrorKind.Model, path, wrong.Message,
                $"make a model of it with {Setting.DescribeModel}, or make it again with this version of unext50",
                wrong);
        }
    }

    /// <summary>The card as a reader of the file will see it: what cannot be read back must not be written.</summary>
    /// <exception cref="UneXt50Exception">It cannot be read back (Usage).</exception>
    public static ModelCard AsReadBack(this ModelCard card, string outputPath)
    {
        try
        {
            return ModelCard.FromMetadata(card.ToMetadata().ToDictionary());
        }
        catch (FormatException impossible)
        {
            throw new UneXt50Exception(ErrorKind.Usage, outputPath, impossible.Message,
                "correct the preprocessing options", impossible);
        }
    }

    /// <summary>Writes the card, replacing the entries of an earlier one and keeping all others.</summary>
    public static void SetCard(this ModelProto model, ModelCard card)
    {
        var written = card.ToMetadata();
        var kept = model.MetadataProps.Where(entry => !ModelCard.IsEntry(entry.Key)).ToList();
        model.MetadataProps.Clear();
        model.MetadataProps.AddRange(kept);
        model.MetadataProps.AddRange(
            written.Select(entry => new StringStringEntryProto { Key = entry.Key, Value = entry.Value }));
    }
}
