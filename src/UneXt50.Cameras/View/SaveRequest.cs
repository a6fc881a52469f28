using System.Text.Json;

namespace UneXt50.Cameras.View;

/// <summary>A frame and the label that somebody gave it.</summary>
internal sealed record SaveRequest(long Frame, string Label)
{
    /// <summary>Reads an object with <c>frame</c> and <c>label</c>; null for anything else.</summary>
    public static SaveRequest? Parse(string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            return json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.TryGetProperty("frame", out var frame)
                && frame.ValueKind == JsonValueKind.Number && frame.TryGetInt64(out var number)
                && json.RootElement.TryGetProperty("label", out var label) && label.ValueKind == JsonValueKind.String
                ? new SaveRequest(number, label.GetString()!) : null;
        }
        catch (Exception damage) when (damage is JsonException or InvalidOperationException) // half a surrogate pair
        {
            return null;
        }
    }
}
