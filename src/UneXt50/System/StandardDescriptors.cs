using System.Runtime.InteropServices;

namespace UneXt50;

/// <summary>
/// Standard input, output and error of a process that may have been started without them, as by <c>2>&amp;-</c>. The
/// next file that is opened would take the free number, and messages would be written into it.
/// </summary>
public static partial class StandardDescriptors
{
    /// <summary>The number of standard input.</summary>
    public const int Input = 0;

    /// <summary>The number of standard output.</summary>
    public const int Output = 1;

    /// <summary>The number of standard error.</summary>
    public const int Error = 2;

    private const int GetDescriptorFlags = 1; // F_GETFD
    private const int CloseOnExec = 1; // FD_CLOEXEC
    private const int WriteOnly = 1; // O_WRONLY
    private const int OpenCloseOnExec = 0x80000; // O_CLOEXEC

    /// <summary>
    /// Fills the numbers that are free, with what can neither be read (input) nor written (the others). To be called
    /// before anything is opened.
    /// </summary>
    public static void Reserve()
    {
        if (!OperatingSystem.IsLinux()) return;
        for (var descriptor = Input; descriptor <= Error; descriptor++)
        {
            // The lowest free number is taken, so each gets its own.
            if (Control(descriptor, GetDescriptorFlags) >= 0) continue;
            _ = Open("/dev/null", OpenCloseOnExec | (descriptor == Input ? WriteOnly : 0));
        }
    }

    /// <summary>
    /// Whether a process was started without this descriptor: what another program hands over is never closed on exec.
    /// </summary>
    public static bool IsClosed(int descriptor) =>
        OperatingSystem.IsLinux() && Control(descriptor, GetDescriptorFlags) is < 0 or CloseOnExec;

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int Control(int descriptor, int command);

    [LibraryImport("libc", EntryPoint = "open", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);
}
