using System.Text.Json.Serialization;
using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Diagnostics.Doctor;

namespace UneXt50.Diagnostics;

/// <summary>All JSON that this project writes; names are snake_case, absent values are left out.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    UseStringEnumConverter = true,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(BenchmarkReport))]
[JsonSerializable(typeof(HealthReport))]
internal sealed partial class DiagnosticsJson : JsonSerializerContext;
