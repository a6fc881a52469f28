using Microsoft.Net.Http.Headers;
using UneXt50.Cameras.Http;

namespace UneXt50.Cameras.Serving;

/// <summary>A format that answers have.</summary>
/// <param name="Name">As <c>?format=</c> and the command line have it.</param>
/// <param name="MediaTypes">As Accept has it; the first is the one that is sent.</param>
internal sealed record AnswerFormat(string Name, params IReadOnlyList<string> MediaTypes)
{
    public static readonly AnswerFormat Json = new("json", "application/json");
    public static readonly AnswerFormat JsonLines =
        new("jsonl", "application/jsonl", "application/x-ndjson", "application/x-jsonlines");

    public static readonly AnswerFormat Npy = new("npy", "application/x-npy", "application/octet-stream");

    /// <summary>The format that a request asks for: by its query, or else by Accept, or else the first.</summary>
    /// <exception cref="RequestRefusal">There is no such format.</exception>
    public static AnswerFormat Choose(HttpRequest request, params IReadOnlyList<AnswerFormat> formats)
    {
        var names = string.Join(", ", formats.Select(format => format.Name));
        var asked = request.Query.Split('&', StringSplitOptions.RemoveEmptyEntries);
        if (asked.FirstOrDefault(pair => !pair.StartsWith("format=", StringComparison.Ordinal)) is { } unknown)
            throw RequestRefusal.BadRequest($"'{unknown}' is not known here; ?format= takes {names}");
        if (asked.LastOrDefault() is { } wanted)
        {
            return formats.FirstOrDefault(format => wanted == $"format={format.Name}")
                ?? throw RequestRefusal.BadRequest($"?format= takes {names}");
        }

        if (request.Header("Accept") is not { Length: > 0 } accept) return formats[0];
        if (!MediaTypeHeaderValue.TryParseList([accept], out var ranges))
            throw RequestRefusal.BadRequest("the Accept header cannot be read");
        var best = formats.MaxBy(format => QualityOf(format, ranges))!; // of equals, the first
        return QualityOf(best, ranges) > 0 ? best : throw new RequestRefusal(
            "406 Not Acceptable",
            $"answers are {string.Join(" or ", formats.Select(format => format.MediaTypes[0]))}; accept one of them");
    }

    // The narrowest range that a type is in decides.
    private static double QualityOf(AnswerFormat format, IList<MediaTypeHeaderValue> ranges) =>
        format.MediaTypes.Max(name =>
        {
            var type = new MediaTypeHeaderValue(name);
            return ranges.Where(range => type.IsSubsetOf(range))
                .OrderBy(range => range.MatchesAllTypes ? 2 : range.MatchesAllSubTypes ? 1 : 0)
                .Select(range => range.Quality ?? 1).FirstOrDefault();
        });
}
