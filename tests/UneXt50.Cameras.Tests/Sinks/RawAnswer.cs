using System.Text;
using System.Text.Json;

namespace UneXt50.Cameras.Tests.Sinks;

/// <summary>An answer over HTTP: its head as text, its body as bytes.</summary>
internal sealed record RawAnswer(string Head, byte[] Body)
{
    /// <summary>Code and phrase.</summary>
    public string Status => Head.Split("\r\n")[0]["HTTP/1.1 ".Length..];

    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;
}
