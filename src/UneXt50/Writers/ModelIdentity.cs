namespace UneXt50.Writers;

/// <summary>Which model the results come from, as JSON has it.</summary>
internal sealed record ModelIdentity(
    string File, string Architecture, string Precision, int InputSize, int Classes, string SourceSha256)
{
    public static ModelIdentity From(string path, ModelCard card) => new(
        path, card.Architecture, card.Precision, card.Preprocess.InputSize, card.Labels.Count, card.SourceSha256);
}
