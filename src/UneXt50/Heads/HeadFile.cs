namespace UneXt50.Heads;

/// <summary>How heads and what lies beside them are named.</summary>
public static class HeadFile
{
    private static readonly string[] Extensions = [".onnx", ".head"];

    /// <summary>"weeds" for "models/weeds.head.onnx".</summary>
    public static string NameOf(string path)
    {
        var name = Path.GetFileName(path);
        foreach (var extension in Extensions)
        {
            if (name.EndsWith(extension, StringComparison.OrdinalIgnoreCase) && name.Length > extension.Length)
                name = name[..^extension.Length];
        }

        return name;
    }

    /// <summary>The feature cache beside a head: "weeds.head.features.safetensors" for "weeds.head.onnx".</summary>
    public static string CacheOf(string path) =>
        (path.EndsWith(Extensions[0], StringComparison.OrdinalIgnoreCase) ? path[..^Extensions[0].Length] : path)
        + ".features.safetensors";
}
