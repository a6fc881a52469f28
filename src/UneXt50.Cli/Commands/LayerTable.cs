using System.Globalization;
using System.Text.Json;
using UneXt50.Toolchain.Inspection;

namespace UneXt50.Cli.Commands;

/// <summary>A model's layers, as <c>model info</c> shows them.</summary>
internal static class LayerTable
{
    public static void Write(TextWriter text, IReadOnlyList<LayerFacts> layers)
    {
        var width = layers.Select(layer => layer.Name.Length).Append("layer".Length).Max();
        text.WriteLine(
            $"{"layer".PadRight(width)}  {"operator",-8}  {"precision",-9}  "
            + $"{"parameters",12}  {"multiply-adds",14}  weight");
        foreach (var layer in layers)
        {
            text.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"{TerminalText.Escape(layer.Name).PadRight(width)}  {layer.Operator,-8}  {layer.Precision,-9}  "
                + $"{layer.Parameters,12:N0}  {layer.MultiplyAdds,14:N0}  [{string.Join(", ", layer.WeightShape)}]"));
        }
    }

    public static void Write(Utf8JsonWriter json, IReadOnlyList<LayerFacts> layers)
    {
        json.WriteStartArray("layers");
        foreach (var layer in layers)
        {
            json.WriteStartObject();
            json.WriteString("name", layer.Name);
            json.WriteString("operator", layer.Operator);
            json.WriteString("precision", layer.Precision);
            json.WriteStartArray("weight_shape");
            foreach (var extent in layer.WeightShape) json.WriteNumberValue(extent);
            json.WriteEndArray();
            json.WriteNumber("parameters", layer.Parameters);
            json.WriteNumber("multiply_adds", layer.MultiplyAdds);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>How many layers have each precision: "53 int8, 1 float32".</summary>
    public static string Precisions(IReadOnlyList<LayerFacts> layers) => string.Join(", ", layers
        .CountBy(layer => layer.Precision).OrderByDescending(count => count.Value)
        .Select(count => $"{count.Value} {count.Key}"));
}
