using System.Globalization;
using System.Text;
using UneXt50.Heads;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>Reports for people. Not a format for programs: it may change in any release.</summary>
public static class HeadReportText
{
    private const int MostColumns = 12;

    /// <summary>What a training found.</summary>
    public static string Render(HeadCard card)
    {
        var report = card.Report;
        var text = new StringBuilder();
        var setting = string.Create(CultureInfo.InvariantCulture, $"{report.SettingName} {report.Setting:G3}");
        text.Line($"{report.Photos} photos, {card.Labels.Count} classes, method {report.Method}, {setting}");
        if (report.CrossValidation is { } validation)
        {
            text.Line($"accuracy in {report.Folds}-fold cross-validation: {validation.Accuracy}");
            AppendAssessment(text, card.Labels, validation);
        }
        else
        {
            text.Line($"no cross-validation: it needs a class with two photos");
        }

        if (report.NearDuplicateCount > 0)
        {
            text.Line(
                $"{report.NearDuplicateCount} pairs of nearly the same photo across folds flatter that accuracy:");
            foreach (var pair in report.NearDuplicates)
                text.Line($"  {pair.Cosine:F3}  {Shown(pair.First)}  {Shown(pair.Second)}");
        }

        if (report.FewPhotos.Count > 0)
            text.Line($"fewer than {HeadReport.EnoughPhotos} photos: {Shown(string.Join(", ", report.FewPhotos))}");
        AppendSkipped(text, report.Skipped);
        return text.ToString();
    }

    /// <summary>What an evaluation found.</summary>
    public static string Render(IReadOnlyList<string> labels, HeadEvaluation evaluation)
    {
        var text = new StringBuilder();
        text.Line($"accuracy on {evaluation.Assessment.Accuracy.Total} photos: {evaluation.Assessment.Accuracy}");
        if (evaluation.Unknown is { } unknown) text.Line($"called unknown: {unknown}");
        AppendAssessment(text, labels, evaluation.Assessment);
        AppendSkipped(text, evaluation.Skipped);
        return text.ToString();
    }

    private static void AppendAssessment(StringBuilder text, IReadOnlyList<string> labels, Assessment assessment)
    {
        var width = Math.Min(32, labels.Max(label => Shown(label).Length));
        var matrix = labels.Count <= MostColumns;
        text.Line($"recall by class{(matrix ? ", and what its photos were taken for, in the same order" : "")}");
        foreach (var (k, (label, recall)) in assessment.Classes.Index())
        {
            var row = matrix ? "  " + string.Concat(assessment.Confusion[k].Select(count => $"{count,5}")) : "";
            text.Line($"  {Shown(label).PadRight(width)}  {100 * recall.Share,5:F1} % of {recall.Total,4}{row}");
        }

        if (assessment.Mistakes.Count == 0) return;
        text.Line($"most confident mistakes");
        foreach (var mistake in assessment.Mistakes)
        {
            var probability = 100 * mistake.Probability;
            text.Line($"  {probability,5:F1} %  {Shown(mistake.Photo)}  taken for {Shown(mistake.Predicted)}");
        }
    }

    private static void AppendSkipped(StringBuilder text, IReadOnlyList<SkippedPhoto> skipped)
    {
        if (skipped.Count > 0) text.Line($"{skipped.Count} photos skipped, as they could not be read");
        foreach (var (photo, reason) in skipped) text.Line($"  {Shown(photo)}: {Shown(reason)}");
    }

    private static string Shown(string text) => TerminalText.Escape(text);

    private static void Line(this StringBuilder text, FormattableString line) =>
        text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');
}
