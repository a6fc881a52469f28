using System.Text;

namespace UneXt50.Cameras.Http;

/// <summary>An answer to a request.</summary>
/// <param name="Status">Code and phrase: <c>200 OK</c>.</param>
/// <param name="ContentType">What the body is.</param>
/// <param name="Body">The body.</param>
/// <param name="Headers">More headers, each with its line end; may be empty.</param>
internal sealed record HttpResponse(string Status, string ContentType, ReadOnlyMemory<byte> Body, string Headers = "")
{
    // No other page may show, read or guess at what is served here.
    private const string Always =
        "Cache-Control: no-store\r\nX-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n"
        + "Connection: close\r\n";

    /// <summary>An answer of text.</summary>
    public static HttpResponse Text(
        string status, string body, string contentType = "text/plain; charset=utf-8", string headers = "") =>
        new(status, contentType, Encoding.UTF8.GetBytes(body), headers);

    /// <summary>What is sent before the body.</summary>
    public byte[] Head() => Encoding.ASCII.GetBytes(
        $"HTTP/1.1 {Status}\r\nContent-Type: {ContentType}\r\nContent-Length: {Body.Length}\r\n{Headers}{Always}\r\n");
}
