using System.Globalization;
using System.Net.Sockets;
using System.Text;

namespace UneXt50.Cameras.Http;

/// <summary>Reads one request of HTTP/1.0 or 1.1, of at most <see cref="MostBytes"/>.</summary>
internal static class RequestReader
{
    /// <summary>Head and body together.</summary>
    public const int MostBytes = 8192;

    /// <summary>
    /// The request; <see cref="HttpRequest.Malformed"/> for one that is none, is too long or breaks off.
    /// </summary>
    public static async Task<HttpRequest> ReadAsync(Socket client, CancellationToken cancellation)
    {
        var buffer = new byte[MostBytes];
        var (length, bodyStart, wanted) = (0, -1, 0);
        HttpRequest? request = null;
        while (request is null || length < wanted)
        {
            if (length == buffer.Length) return HttpRequest.Malformed;
            var count = await client.ReceiveAsync(buffer.AsMemory(length), cancellation).ConfigureAwait(false);
            if (count == 0) return HttpRequest.Malformed;
            length += count;
            if (request is not null) continue;
            bodyStart = buffer.AsSpan(0, length).IndexOf("\r\n\r\n"u8);
            if (bodyStart < 0) continue;
            request = ParseHead(Encoding.Latin1.GetString(buffer, 0, bodyStart));
            bodyStart += 4;
            if (BodyLength(request) is not { } bodyLength) return HttpRequest.Malformed;
            wanted = bodyStart + bodyLength;
        }

        return request with { Body = Encoding.UTF8.GetString(buffer, bodyStart, wanted - bodyStart) };
    }

    private static HttpRequest ParseHead(string head)
    {
        var lines = head.Split("\r\n");
        if (lines[0].Split(' ') is not [var method, ['/', ..] target, "HTTP/1.1" or "HTTP/1.0"])
            return HttpRequest.Malformed;
        var headers = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var line in lines.AsSpan(1))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (colon <= 0) return HttpRequest.Malformed;
            headers[line[..colon]] = line[(colon + 1)..].Trim();
        }

        var mark = target.IndexOf('?', StringComparison.Ordinal);
        return new HttpRequest(
            method, mark < 0 ? target : target[..mark], mark < 0 ? "" : target[(mark + 1)..], headers, "");
    }

    /// <summary>How long the body is; null if that is not said, or longer than anything here takes.</summary>
    private static int? BodyLength(HttpRequest request)
    {
        if (request.Header("Transfer-Encoding") is not null) return null;
        if (request.Header("Content-Length") is not { } text) return 0;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var length) && length < MostBytes
            ? length : null;
    }
}
