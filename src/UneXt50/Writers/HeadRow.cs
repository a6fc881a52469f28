using UneXt50.Results;

namespace UneXt50.Writers;

/// <summary>
/// A head's answer as JSON has it: classes, none if it is unknown, or outputs of a head without labels.
/// </summary>
internal sealed record HeadRow(
    string Head, bool? Unknown, float? Distance, IReadOnlyList<ClassScore>? Classes,
    IReadOnlyDictionary<string, float[]>? Outputs)
{
    public static HeadRow From(HeadAnswer answer, ClassificationOptions options) => answer.Labels.Count > 0
        ? new(
            answer.Head, answer.Distance is null ? null : answer.IsUnknown, answer.Distance, options.Select(answer),
            null)
        : new(
            answer.Head, null, null, null, answer.Outputs.ToDictionary(output => output.Name, output => output.Values));
}
