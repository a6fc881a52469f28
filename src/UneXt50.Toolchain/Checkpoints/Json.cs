using System.Text.Json;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>JSON out of a hostile file.</summary>
internal static class Json
{
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 8 };

    /// <summary>An object without repeated names; the caller disposes it.</summary>
    /// <param name="text">UTF-8.</param>
    /// <param name="what">What it is, for the message.</param>
    /// <exception cref="CheckpointDamage">It is something else.</exception>
    public static JsonDocument Object(ReadOnlyMemory<byte> text, string what)
    {
        try
        {
            var json = JsonDocument.Parse(text, Strict);
            if (json.RootElement.ValueKind == JsonValueKind.Object) return json;
            json.Dispose();
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException)
        {
            throw new CheckpointDamage($"{what} is damaged ({damage.Message})");
        }

        throw new CheckpointDamage($"{what} is not a JSON object");
    }

    /// <summary>The member of that name; null where there is none.</summary>
    public static JsonElement? Member(JsonElement element, string name) =>
        element.ValueKind == JsonValueKind.Object && element.TryGetProperty(name, out var member) ? member : null;

    /// <summary>The members of an object, in order.</summary>
    /// <exception cref="CheckpointDamage">
    /// A name is not UTF-8, or half a surrogate pair: the framework checks late.
    /// </exception>
    public static IReadOnlyList<(string Name, JsonElement Value)> Members(JsonElement element)
    {
        try
        {
            return [.. element.EnumerateObject().Select(member => (member.Name, member.Value))];
        }
        catch (InvalidOperationException)
        {
            throw new CheckpointDamage("it has a name that is not text");
        }
    }

    /// <summary>A string; null where it is none.</summary>
    public static string? Text(JsonElement? element)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.String } text ? text.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair, escaped: valid JSON, and no text.
            return null;
        }
    }

    /// <summary>An array of at most so many whole numbers, 0 or more; null where it is none.</summary>
    public static long[]? Integers(JsonElement? element, int maximum)
    {
        if (element is not { ValueKind: JsonValueKind.Array } array || array.GetArrayLength() > maximum) return null;
        var numbers = new long[array.GetArrayLength()];
        for (var i = 0; i < numbers.Length; i++)
        {
            if (array[i].ValueKind != JsonValueKind.Number) return null;
            if (!array[i].TryGetInt64(out numbers[i]) || numbers[i] < 0) return null;
        }

        return numbers;
    }
}
