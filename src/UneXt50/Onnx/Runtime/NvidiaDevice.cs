namespace UneXt50.Onnx.Runtime;

/// <summary>The NVIDIA device of this machine and its driver, as text that changes when one of them does.</summary>
internal static class NvidiaDevice
{
    public static string Identity(string root = "/") => string.Join('\n',
    [
        Line(root, "proc/device-tree/model"), Line(root, "etc/nv_tegra_release"), Line(root, "proc/driver/nvidia/version"),
        .. Cards(root),
    ]);

    private static IEnumerable<string> Cards(string root)
    {
        var folder = Path.Join(root, "proc/driver/nvidia/gpus");
        return Directory.Exists(folder)
            ? Directory.EnumerateDirectories(folder).Order(StringComparer.Ordinal)
                .Select(card => Line(card, "information"))
            : [];
    }

    private static string Line(string folder, string name)
    {
        try
        {
            return File.ReadLines(Path.Join(folder, name)).FirstOrDefault("").Trim('\0', ' ');
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
