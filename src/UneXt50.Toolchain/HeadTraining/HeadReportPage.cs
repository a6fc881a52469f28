using System.Text;
using UneXt50.Heads;
using UneXt50.Imaging;
using UneXt50.Sources;

namespace UneXt50.Toolchain.HeadTraining;

/// <summary>
/// A training's report as one page that needs nothing else: styles and thumbnails are in it, and there is no script.
/// </summary>
public static class HeadReportPage
{
    private const string Style = """
        :root { color-scheme: light dark; --line: #8884; --right: 46 139 87; --wrong: 200 60 50; }
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem 0; padding: 0 1rem; }
        body > * { max-width: 70rem; margin-inline: auto; box-sizing: border-box; }
        body > .scroll { max-width: 100%; width: fit-content; }
        h1 { margin-block: 0; } h2 { margin-block: 2.2rem .6rem; font-size: 1.15rem; }
        .sub { opacity: .7; margin-block: .2rem 1rem; } .big { font-size: 2.2rem; font-weight: 600; }
        .scroll { overflow-x: auto; }
        table { border-collapse: separate; border-spacing: 0; font-variant-numeric: tabular-nums; }
        td, th { border: solid var(--line); border-width: 0 1px 1px 0; padding: .1rem .4rem; text-align: right;
        font-weight: normal; } thead th { border-top-width: 1px; vertical-align: bottom; }
        tr > :first-child { border-left-width: 1px; } th[scope=row], td.text { text-align: left; white-space: nowrap; }
        tr > th:first-child { position: sticky; left: 0; z-index: 1; background: Canvas; }
        @media (max-width: 40rem) { th[scope=row] { min-width: 7rem; white-space: normal; overflow-wrap: break-word; } }
        thead th.class { writing-mode: vertical-rl; transform: rotate(180deg); text-align: left; padding: .5rem .25rem; }
        .warn { border-left: 4px solid #d90; padding: .1rem 1rem; } .photos { display: flex; flex-wrap: wrap; gap: 1rem; }
        figure { margin: 0; width: 160px; } figure img, .gone { width: 160px; height: 120px; object-fit: cover;
        border-radius: 4px; background: #8883; } .gone { display: grid; place-items: center; opacity: .7; }
        figcaption { font-size: .85rem; overflow-wrap: anywhere; line-height: 1.35; margin-top: .3rem; }
        dl { display: grid; grid-template-columns: max-content 1fr; gap: .1rem 1rem; } dd { margin: 0; overflow-wrap: anywhere; }
        """;

    /// <summary>Writes the page, whole or not at all.</summary>
    /// <param name="path">The file to appear.</param>
    /// <param name="name">What the head is called.</param>
    /// <param name="card">The head's card.</param>
    /// <param name="folder">
    /// The folder the photos were in: where thumbnails are taken from, if they are still there.
    /// </param>
    /// <exception cref="UneXt50Exception">The file cannot be written (Output).</exception>
    public static void Write(string path, string name, HeadCard card, string? folder)
    {
        using var output = OutputFile.Create(path);
        output.Write(Encoding.UTF8.GetBytes(Render(name, card, photo => folder is null ? null : Thumbnail.Of(
            PhotoFile.Open(Path.Join(folder, photo))))));
        output.Complete();
    }

    /// <summary>The page's HTML.</summary>
    /// <param name="name">What the head is called.</param>
    /// <param name="card">The head's card.</param>
    /// <param name="thumbnail">The JPEG for a photo's name, or null.</param>
    internal static string Render(string name, HeadCard card, Func<string, byte[]?> thumbnail)
    {
        var (report, page) = (card.Report, new StringBuilder());
        page.Add($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{name}: training report</title><style>
            """);
        page.Append(Style).Add($"</style></head><body>\n<h1>{name}</h1>\n");
        page.Add($"<p class=\"sub\">{report.Photos} photos of {card.Labels.Count} classes, ")
            .Add($"{report.Method}, {card.Date:yyyy-MM-dd}</p>\n");
        if (report.CrossValidation is { } validation)
        {
            AddAccuracy(page, report, validation.Accuracy);
            AddWarnings(page, report);
            AddConfusion(page, card.Labels, validation);
            AddMistakes(page, validation.Mistakes, thumbnail);
        }
        else
        {
            page.Add($"<p class=\"warn\">No cross-validation: it needs a class with two photos.</p>\n");
            AddWarnings(page, report);
        }

        AddDetails(page, card);
        return page.Append("</body></html>\n").ToString();
    }

    private static void AddAccuracy(StringBuilder page, HeadReport report, Proportion accuracy) => page.Add($"""
        <p><span class="big">{100 * accuracy.Share:F1} %</span> right in {report.Folds}-fold cross-validation
        (95 % interval {100 * accuracy.Low:F1} to {100 * accuracy.High:F1} %): {accuracy.Successes} of {accuracy.Total} photos,
        each judged by a head that had not seen it.</p>

        """);

    private static void AddWarnings(StringBuilder page, HeadReport report)
    {
        if (report.FewPhotos.Count > 0)
        {
            page.Add($"<p class=\"warn\">Fewer than {HeadReport.EnoughPhotos} photos: ")
                .Add($"{string.Join(", ", report.FewPhotos)}</p>\n");
        }

        if (report.NearDuplicateCount > 0)
        {
            page.Add($"<div class=\"warn\"><p>{report.NearDuplicateCount} pairs of nearly the same photo were in ")
                .Add($"different folds. They flatter the accuracy.</p><ul>\n");
            foreach (var pair in report.NearDuplicates)
                page.Add($"<li>{pair.First} and {pair.Second} (cosine {pair.Cosine:F3})</li>\n");
            page.Append("</ul></div>\n");
        }

        if (report.Skipped.Count == 0) return;
        page.Add($"<div class=\"warn\"><p>{report.Skipped.Count} photos could not be read:</p><ul>\n");
        foreach (var (photo, reason) in report.Skipped) page.Add($"<li>{photo}: {reason}</li>\n");
        page.Append("</ul></div>\n");
    }

    private static void AddConfusion(StringBuilder page, IReadOnlyList<string> labels, Assessment assessment)
    {
        page.Append("<h2>What photos of each class were taken for</h2>\n<div class=\"scroll\"><table><thead><tr>");
        page.Append("<th></th><th>recall</th><th>photos</th>");
        foreach (var label in labels) page.Add($"<th class=\"class\" scope=\"col\">{label}</th>");
        page.Append("</tr></thead><tbody>\n");
        foreach (var (row, (label, recall)) in assessment.Classes.Index())
        {
            page.Add($"<tr><th scope=\"row\">{label}</th>");
            page.Add($"<td>{100 * recall.Share:F1}&nbsp;%</td><td>{recall.Total}</td>");
            foreach (var (column, count) in assessment.Confusion[row].Index())
            {
                var share = recall.Total == 0 ? 0 : (double)count / recall.Total;
                var colour = row == column ? "right" : "wrong";
                if (count == 0) page.Append("<td></td>");
                else page.Add($"<td style=\"background:rgb(var(--{colour})/{0.15 + (0.7 * share):F2})\">{count}</td>");
            }

            page.Append("</tr>\n");
        }

        page.Append("</tbody></table></div>\n<p class=\"sub\">Rows: what the photo is. Columns: the answer.</p>\n");
    }

    private static void AddMistakes(
        StringBuilder page, IReadOnlyList<Mistake> mistakes, Func<string, byte[]?> thumbnail)
    {
        if (mistakes.Count == 0) return;
        page.Append("<h2>Most confident mistakes</h2>\n<div class=\"photos\">\n");
        foreach (var mistake in mistakes)
        {
            page.Append("<figure>");
            if (thumbnail(mistake.Photo) is { } jpeg)
            {
                page.Add(
                    $"<img alt=\"{mistake.Photo}\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(jpeg)}\">");
            }
            else
            {
                page.Append("<div class=\"gone\">not at hand</div>");
            }

            page.Add($"<figcaption>is <b>{mistake.Label}</b>, taken for <b>{mistake.Predicted}</b> ")
                .Add($"({100 * mistake.Probability:F0}&nbsp;%)<br>{mistake.Photo}</figcaption></figure>\n");
        }

        page.Append("</div>\n");
    }

    private static void AddDetails(StringBuilder page, HeadCard card)
    {
        var report = card.Report;
        page.Append("<h2>How it was made</h2>\n<dl>\n");
        page.Add($"<dt>method</dt><dd>{report.Method}, {report.SettingName} {report.Setting:G3}</dd>\n");
        foreach (var tried in report.Tried)
        {
            page.Add($"<dt>tried {report.SettingName} {tried.Setting:G3}</dt>")
                .Add($"<dd>log loss {tried.LogLoss:F4}, accuracy {100 * tried.Accuracy:F1} %</dd>\n");
        }

        page.Add($"<dt>backbone</dt><dd>SHA-256 {card.BackboneSha256}</dd>\n");
        page.Add($"<dt>made by</dt><dd>{card.Tool}</dd>\n</dl>\n");
    }
}
