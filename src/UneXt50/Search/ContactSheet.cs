using System.Text;
using UneXt50.Imaging;
using UneXt50.Results;
using UneXt50.Sources;

namespace UneXt50.Search;

/// <summary>
/// Found rows as a page of small pictures that needs nothing else: styles and pictures are in it, and there is no
/// script. Pictures are read from the files that the rows are named after, if they are still there.
/// </summary>
public sealed class ContactSheet : IFoundRowsWriter
{
    private const string Style = """
        :root { color-scheme: light dark; } body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; }
        h1 { margin-block: 0; } h2 { margin-block: 2rem .6rem; font-size: 1.05rem; overflow-wrap: anywhere; }
        .sub { opacity: .7; margin-block: .2rem; } .warn { border-left: 4px solid #d90; padding-left: 1rem; }
        .photos { display: flex; flex-wrap: wrap; gap: 1rem; } figure { margin: 0; width: 160px; }
        figure img, .gone { width: 160px; height: 120px; object-fit: cover; border-radius: 4px; background: #8883; }
        .gone { display: grid; place-items: center; opacity: .7; } .query img { outline: 3px solid #38c; }
        figcaption { font-size: .85rem; overflow-wrap: anywhere; line-height: 1.35; margin-top: .3rem; }
        """;

    private readonly OutputFile _output;
    private readonly SearchMetric _metric;
    private readonly StringBuilder _page = new();

    /// <summary>Opens the page and begins it.</summary>
    /// <param name="path">The file to appear.</param>
    /// <param name="title">What was searched.</param>
    /// <param name="metric">What the values are.</param>
    /// <exception cref="UneXt50Exception">The file cannot be written (Output).</exception>
    public ContactSheet(string path, string title, SearchMetric metric)
    {
        (_output, _metric) = (OutputFile.Create(path), metric);
        _page.Add($"""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>{title}</title><style>
            """);
        _page.Append(Style).Add($"</style></head><body>\n<h1>{title}</h1>\n");
        _page.Append(metric == SearchMetric.Cosine
            ? "<p class=\"sub\">cosine: 1 is the same direction</p>\n"
            : "<p class=\"sub\">Euclidean distance: 0 is the same vector</p>\n");
        Flush();
    }

    /// <inheritdoc/>
    public void Write(FoundRows found)
    {
        _page.Add($"<h2>{found.Heading}</h2>\n");
        if (found.Error is { } error) _page.Add($"<p class=\"warn\">{error.Explanation()}</p>\n");
        if (found.Rows.Count > 0)
        {
            _page.Append("<div class=\"photos\">\n");
            if (found.Query is { } query && PictureOf(query) is { } picture)
                AddFigure("query", query, picture, "the query");
            foreach (var row in found.Rows)
            {
                var value = TextFoundRows.Value(row.Value, _metric);
                AddFigure("found", row.Shown, row.Input is { } input ? PictureOf(input) : null, value);
            }

            _page.Append("</div>\n");
        }

        Flush();
    }

    /// <inheritdoc/>
    public void Complete()
    {
        _page.Append("</body></html>\n");
        Flush();
        _output.Complete();
    }

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();

    private void AddFigure(string kind, string name, byte[]? jpeg, string caption)
    {
        _page.Add($"<figure class=\"{kind}\">");
        if (jpeg is null) _page.Append("<div class=\"gone\">not at hand</div>");
        else _page.Add($"<img alt=\"{name}\" src=\"data:image/jpeg;base64,{Convert.ToBase64String(jpeg)}\">");
        _page.Add($"<figcaption><b>{caption}</b><br>{name}</figcaption></figure>\n");
    }

    // An index may name anything: only files are opened.
    private static byte[]? PictureOf(string name) =>
        FileStatus.Read(name) is { Type: FileType.File } ? Thumbnail.Of(PhotoFile.Open(name)) : null;

    private void Flush()
    {
        _output.Write(Encoding.UTF8.GetBytes(_page.ToString()));
        _page.Clear();
    }
}
