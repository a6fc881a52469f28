using System.Text.Json;

namespace UneXt50.Onnx.Runtime;

/// <summary>
/// Which provider ran which nodes, from the profile that every version of onnxruntime writes of a run: a JSON list in
/// which each node's kernel has its time, operator and provider.
/// </summary>
internal static class NodeProfile
{
    private const string Kernel = "_kernel_time";

    // What is found at the edges of any graph, and where a provider begins and ends. Anything else computes.
    private static readonly HashSet<string> Rearranging =
    [
        "Cast", "Concat", "Constant", "DequantizeLinear", "Flatten", "Gather", "Identity", "MemcpyFromHost",
        "MemcpyToHost", "Pad", "QuantizeLinear", "ReorderInput", "ReorderOutput", "Reshape", "Shape", "Slice",
        "Squeeze", "Transpose", "Unsqueeze",
    ];

    /// <summary>The providers that ran something, those with the most nodes first; empty if the file does not tell.</summary>
    public static IReadOnlyList<ProviderNodes> Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            using var events = JsonDocument.Parse(file);
            return Count(events.RootElement);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }

    internal static IReadOnlyList<ProviderNodes> Count(JsonElement events)
    {
        var nodes = new HashSet<string>();
        var counts = new List<ProviderNodes>();
        foreach (var each in events.EnumerateArray())
        {
            if (Text(each, "name") is { } name && name.EndsWith(Kernel, StringComparison.Ordinal)
                && each.TryGetProperty("args", out var details)
                && Text(details, "provider") is { Length: > 0 } provider)
            {
                if (!nodes.Add(Text(details, "node_index") + name)) continue; // of another run
                var shown = ExecutionProvider.ShortName(provider);
                var working = Rearranging.Contains(Text(details, "op_name") ?? "") ? 0 : 1;
                var place = counts.FindIndex(count => count.Provider == shown);
                if (place < 0) counts.Add(new ProviderNodes(shown, 1, working));
                else counts[place] = new ProviderNodes(
                    shown, counts[place].Nodes + 1, counts[place].WorkingNodes + working);
            }
        }

        // Not List.Sort, whose first use anywhere makes one for the lists of every type, 0.4 MB of them.
        return [.. counts.OrderByDescending(each => each.Nodes).ThenBy(each => each.Provider, StringComparer.Ordinal)];
    }

    private static string? Text(JsonElement of, string name) =>
        of.ValueKind == JsonValueKind.Object && of.TryGetProperty(name, out var value)
            && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
