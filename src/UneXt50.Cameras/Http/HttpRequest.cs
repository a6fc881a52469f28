using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace UneXt50.Cameras.Http;

/// <summary>A request, as far as anything here looks at it.</summary>
/// <param name="Method">GET, POST.</param>
/// <param name="Path">The path, decoded; begins with a slash.</param>
/// <param name="Query">What follows the question mark; may be empty.</param>
/// <param name="Headers">By name, in any case.</param>
/// <param name="Body">What was sent with it; may be empty.</param>
internal sealed record HttpRequest(
    string Method, string Path, string Query, IHeaderDictionary Headers, string Body)
{
    /// <summary>Reads the request that a server's features describe, to its end.</summary>
    /// <exception cref="BadHttpRequestException">It breaks off, or is too long: the server answers that.</exception>
    public static async Task<HttpRequest> ReadAsync(IFeatureCollection features, CancellationToken cancellation)
    {
        using var reader = new StreamReader(features.GetRequiredFeature<IHttpRequestFeature>().Body, Encoding.UTF8);
        return WithoutBody(features) with { Body = await reader.ReadToEndAsync(cancellation).ConfigureAwait(false) };
    }

    /// <summary>The request, with its body left where it is.</summary>
    public static HttpRequest WithoutBody(IFeatureCollection features)
    {
        var asked = features.GetRequiredFeature<IHttpRequestFeature>();
        return new HttpRequest(asked.Method, asked.Path, asked.QueryString.TrimStart('?'), asked.Headers, "");
    }

    /// <summary>A header's value; null if it was not sent.</summary>
    public string? Header(string name) => Headers.TryGetValue(name, out var values) ? values.ToString() : null;
}
