using System.Runtime.CompilerServices;
using Xunit;

namespace UneXt50.Tests.Inference.Native;

/// <summary>What golden/networks.py made.</summary>
internal static class GoldenNetworks
{
    public static string Folder { get; } = FolderOf();

    public static TheoryData<string> Names => [.. GoldenNetwork.Names];

    /// <summary>The model that the program comes with.</summary>
    public static string DefaultModel { get; } =
        Path.GetFullPath(Path.Join(Folder, "../../../../models/unext50-leaf33-int8.onnx"));

    public static string Model(string name) => Path.Join(Folder, name + ".onnx");

    private static string FolderOf([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Join(Path.GetDirectoryName(here), "../golden"));
}
