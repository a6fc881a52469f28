using System.Text.Json.Serialization;

namespace UneXt50.Diagnostics.Doctor;

/// <summary>The JSON shapes of reports on a machine; names are snake_case, absent values are left out.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class DiagnosisJson : JsonSerializerContext;
