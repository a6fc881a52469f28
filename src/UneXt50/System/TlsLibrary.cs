using System.Runtime.InteropServices;

namespace UneXt50;

/// <summary>The library that .NET speaks TLS with. Without it, .NET does not throw but ends the process.</summary>
internal static class TlsLibrary
{
    private static readonly string[] Names = ["libssl.so.3", "libssl.so.1.1", "libssl.so"];

    /// <summary>Whether it is installed.</summary>
    public static bool IsInstalled() => Array.Exists(Names, name => NativeLibrary.TryLoad(name, out _));
}
