using System.Text.Json;
using UneXt50.Labels;

namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// The config.json that lies beside checkpoints from the Hugging Face hub: class names, and what of the network no
/// tensor tells (transformers, models/resnet/configuration_resnet.py).
/// </summary>
internal sealed class HubConfig
{
    private const int MaximumBytes = 16 << 20;

    private readonly JsonElement _root;

    private HubConfig(string path, JsonElement root) => (FilePath, _root) = (path, root);

    /// <summary>The file.</summary>
    public string FilePath { get; }

    /// <summary>The one beside a checkpoint; null where there is none that can be read.</summary>
    public static HubConfig? Beside(string checkpoint)
    {
        var path = Path.Join(Path.GetDirectoryName(checkpoint), "config.json");
        try
        {
            var bytes = InputFile.Read(path, ErrorKind.Checkpoint, stream =>
            {
                var content = new byte[Math.Min(stream.Length, MaximumBytes)];
                stream.ReadExactly(content);
                return content;
            });
            using var json = JsonDocument.Parse(bytes);
            var isObject = json.RootElement.ValueKind == JsonValueKind.Object;
            return isObject ? new HubConfig(path, json.RootElement.Clone()) : null;
        }
        catch (Exception none) when (none is UneXt50Exception or JsonException)
        {
            return null;
        }
    }

    /// <summary>The class names; null where it has none.</summary>
    /// <exception cref="UneXt50Exception">They are no list of names (Checkpoint).</exception>
    public LabelList? Labels()
    {
        try
        {
            return LabelTable.OfConfig(_root);
        }
        catch (Exception damage) when (damage is FormatException or InvalidOperationException)
        {
            throw new UneXt50Exception(ErrorKind.Checkpoint, FilePath,
                $"its labels cannot be used: {damage.Message}", $"give others with {Setting.Labels}", damage);
        }
    }

    /// <summary>Whether bottlenecks step in their first convolution; null where it does not say.</summary>
    public bool? StridesFirst => Flag("downsample_in_bottleneck");

    /// <summary>Refuses a network of this family that computes something else than its tensors tell.</summary>
    /// <exception cref="CheckpointDamage">It is one.</exception>
    public void RequirePlain()
    {
        if (Json.Text(Json.Member(_root, "hidden_act")) is { } activation and not "relu")
            throw Unlike($"its activation is {activation}, not relu");
        if (Flag("downsample_in_first_stage") == true) throw Unlike("its first stage halves the picture");
    }

    private CheckpointDamage Unlike(string problem) =>
        new($"{problem}, as {FilePath} says", $"export it to ONNX, then use {Setting.DescribeModel}");

    private bool? Flag(string name) => Json.Member(_root, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => null,
    };
}
