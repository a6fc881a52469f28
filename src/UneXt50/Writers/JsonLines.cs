using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace UneXt50.Writers;

/// <summary>JSON objects, one a line, each handed to the system at once for a reader at the other end to see.</summary>
internal sealed class JsonLines<TRow>(OutputFile output, JsonTypeInfo<TRow> shape)
{
    public void Write(TRow row)
    {
        using (var json = new Utf8JsonWriter(output, CoreJson.Line)) JsonSerializer.Serialize(json, row, shape);
        output.WriteByte((byte)'\n');
        output.Flush();
    }
}
