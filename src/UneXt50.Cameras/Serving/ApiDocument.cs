using System.Text;
using UneXt50.Cameras.Sinks;

namespace UneXt50.Cameras.Serving;

/// <summary>What the server says of itself to programs (OpenAPI 3.1).</summary>
internal static class ApiDocument
{
    /// <summary>The document, in UTF-8.</summary>
    public static byte[] Bytes { get; } = Read();

    private static byte[] Read()
    {
        using var resource = typeof(ApiDocument).Assembly.GetManifestResourceStream("openapi.json")!;
        using var reader = new StreamReader(resource);
        return Encoding.UTF8.GetBytes(
            reader.ReadToEnd().Replace("@VERSION@", ProgramVersion.Text, StringComparison.Ordinal));
    }
}
