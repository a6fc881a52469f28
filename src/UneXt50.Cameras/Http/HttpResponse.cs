using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace UneXt50.Cameras.Http;

/// <summary>An answer to a request.</summary>
/// <param name="Status">Code and phrase: <c>200 OK</c>.</param>
/// <param name="ContentType">What the body is.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">More headers.</param>
internal sealed record HttpResponse(
    string Status, string ContentType, ReadOnlyMemory<byte> Body, params (string Name, string Value)[] Headers)
{
    // No other page may show, read or guess at what is served here.
    private static readonly (string Name, string Value)[] Always =
    [
        ("Cache-Control", "no-store"), ("X-Content-Type-Options", "nosniff"),
        ("Cross-Origin-Resource-Policy", "same-origin"),
    ];

    /// <summary>An answer of text.</summary>
    public static HttpResponse Text(string status, string body, params (string Name, string Value)[] headers) =>
        new(status, "text/plain; charset=utf-8", Encoding.UTF8.GetBytes(body), headers);

    /// <summary>Sends it by a server's features.</summary>
    /// <param name="features">Of the request.</param>
    /// <param name="keepsOpen">Whether another request may follow on the same connection.</param>
    /// <param name="cancellation">Ends the sending.</param>
    public async Task SendAsync(IFeatureCollection features, bool keepsOpen, CancellationToken cancellation)
    {
        var head = features.GetRequiredFeature<IHttpResponseFeature>();
        (head.StatusCode, head.ReasonPhrase) = (int.Parse(Status[..3], CultureInfo.InvariantCulture), Status[4..]);
        head.Headers.ContentType = ContentType;
        head.Headers.ContentLength = Body.Length;
        foreach (var (name, value) in Headers.Concat(Always)) head.Headers[name] = value;
        if (!keepsOpen) head.Headers.Connection = "close";
        var writer = features.GetRequiredFeature<IHttpResponseBodyFeature>().Writer;
        await writer.WriteAsync(Body, cancellation).ConfigureAwait(false);
    }
}
