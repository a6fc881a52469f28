using System.Net;
using System.Net.Sockets;
using System.Text;

namespace UneXt50.Cameras.Tests.Sinks;

/// <summary>Requests to the byte, and answers as they come.</summary>
internal static class RawHttp
{
    /// <summary>Sends these bytes and reads to the end of the connection.</summary>
    public static RawAnswer Ask(IPEndPoint address, byte[] request)
    {
        using var client = new TcpClient(address.Address.ToString(), address.Port);
        client.GetStream().Write(request);
        using var answer = new MemoryStream();
        client.GetStream().CopyTo(answer);
        var bytes = answer.ToArray();
        var end = bytes.AsSpan().IndexOf("\r\n\r\n"u8);
        return new RawAnswer(Encoding.Latin1.GetString(bytes, 0, end), bytes[(end + 4)..]);
    }

    /// <summary>A request with this first line, these headers and this body.</summary>
    public static RawAnswer Ask(IPEndPoint address, string line, string headers = "", string body = "")
    {
        var length = body.Length == 0 ? "" : $"Content-Length: {Encoding.UTF8.GetByteCount(body)}\r\n";
        var host = headers.Contains("Host:", StringComparison.Ordinal) ? "" : "Host: localhost\r\n";
        return Ask(address, Encoding.UTF8.GetBytes($"{line} HTTP/1.1\r\n{host}{headers}{length}\r\n{body}"));
    }
}
