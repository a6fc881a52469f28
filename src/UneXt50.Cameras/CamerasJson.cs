using System.Text.Json.Serialization;
using UneXt50.Cameras.Mqtt;
using UneXt50.Cameras.Serving;
using UneXt50.Cameras.View;

namespace UneXt50.Cameras;

/// <summary>All JSON that this project writes; names are snake_case, absent values are left out.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Serialization,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(CameraList.CameraListing))]
[JsonSerializable(typeof(HomeAssistantSensor.DiscoveryMessage))]
[JsonSerializable(typeof(CameraView.ViewAbout))]
[JsonSerializable(typeof(CameraView.ViewState))]
[JsonSerializable(typeof(CameraView.SaveAnswer))]
[JsonSerializable(typeof(PictureServer.ErrorAnswer))]
internal sealed partial class CamerasJson : JsonSerializerContext;
