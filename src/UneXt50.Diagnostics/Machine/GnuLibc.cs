using System.Runtime.InteropServices;

namespace UneXt50.Diagnostics.Machine;

/// <summary>The C library that this process runs on.</summary>
internal static partial class GnuLibc
{
    /// <summary>"2.31"; null where it is another one, such as musl.</summary>
    public static string? Version()
    {
        try
        {
            return Marshal.PtrToStringUTF8(NativeVersion());
        }
        catch (Exception failure) when (failure is EntryPointNotFoundException or DllNotFoundException)
        {
            return null;
        }
    }

    // The library belongs to C; the text is never freed.
    [LibraryImport("libc", EntryPoint = "gnu_get_libc_version")]
    private static partial nint NativeVersion();
}
