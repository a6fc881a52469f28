using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace UneXt50.Results;

/// <summary>One JSON object a line, each handed to the system whole, so that a reader at the other end sees it at once.</summary>
internal sealed class JsonLines<TRow>(OutputFile output, JsonTypeInfo<TRow> shape)
{
    private readonly Utf8JsonWriter _json = new(output, ResultsJson.Line);

    public void Write(TRow row)
    {
        _json.Reset();
        JsonSerializer.Serialize(_json, row, shape);
        _json.Flush();
        output.WriteByte((byte)'\n');
        output.Flush();
    }
}
