using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace UneXt50;

/// <summary>
/// JSON that one of our programs wrote, and that anybody may have changed since. What the types do not allow is not let
/// in: their contexts respect nullable annotations, which say nothing about the places of a list.
/// </summary>
internal static class StoredJson
{
    /// <exception cref="JsonException">It is no JSON, or not of this form.</exception>
    public static T Read<T>(string text, JsonTypeInfo<T> type)
        where T : class => Read(Encoding.UTF8.GetBytes(text), type);

    /// <inheritdoc cref="Read{T}(string, JsonTypeInfo{T})"/>
    public static T Read<T>(ReadOnlySpan<byte> utf8, JsonTypeInfo<T> type)
        where T : class
    {
        RefuseNullPlaces(utf8);
        return JsonSerializer.Deserialize(utf8, type) ?? throw new JsonException("it is empty");
    }

    private static void RefuseNullPlaces(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8);
        for (var before = JsonTokenType.None; reader.Read(); before = reader.TokenType)
        {
            if (reader.TokenType == JsonTokenType.Null && before != JsonTokenType.PropertyName)
                throw new JsonException("a place of a list is null");
        }
    }
}
