using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using UneXt50.Sources;

namespace UneXt50.Tests.Imaging;

/// <summary>The sample pictures, and what Pillow and torchvision made of them (golden/make_goldens.py).</summary>
internal static class Golden
{
    public static string Folder { get; } = FolderBeside();

    public static Frame Picture(string name) => new(name, File.ReadAllBytes(Path.Combine(Folder, "pictures", name)));

    public static IEnumerable<string> PictureNames =>
        Directory.EnumerateFiles(Path.Combine(Folder, "pictures")).Select(path => Path.GetFileName(path)).Order(
            StringComparer.Ordinal);

    /// <summary>The rows of a table under its heading.</summary>
    public static IEnumerable<string[]> Table(string name) =>
        File.ReadLines(Path.Combine(Folder, name)).Skip(1).Select(line => line.Split('\t'));

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static string Sha256(ReadOnlySpan<byte> data) => Convert.ToHexStringLower(SHA256.HashData(data));

    private static string FolderBeside([CallerFilePath] string source = "") =>
        Path.Combine(Path.GetDirectoryName(source)!, "golden");
}
