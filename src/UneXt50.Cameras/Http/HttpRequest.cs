namespace UneXt50.Cameras.Http;

/// <summary>A request, as far as anything here looks at it.</summary>
/// <param name="Method">GET, POST; empty for what is no request.</param>
/// <param name="Path">The path, as it was sent; begins with a slash.</param>
/// <param name="Query">What follows the question mark; may be empty.</param>
/// <param name="Headers">By name, in any case; the last of a name.</param>
/// <param name="Body">What was sent with it; may be empty.</param>
internal sealed record HttpRequest(
    string Method, string Path, string Query, IReadOnlyDictionary<string, string> Headers, string Body)
{
    /// <summary>Stands for bytes that are no request, or too many.</summary>
    public static HttpRequest Malformed { get; } = new("", "", "", new Dictionary<string, string>(), "");

    /// <summary>A header's value; null if it was not sent.</summary>
    public string? Header(string name) => Headers.GetValueOrDefault(name);
}
