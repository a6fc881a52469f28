using System.Runtime.CompilerServices;

namespace UneXt50.Tests.Imaging.Raw;

/// <summary>What golden/make_bars.py made.</summary>
internal static class Golden
{
    public static byte[] Bytes(string name, [CallerFilePath] string source = "") =>
        File.ReadAllBytes(Path.Combine(Path.GetDirectoryName(source)!, "golden", name));
}
