using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UneXt50.Inference;

/// <summary>A file in memory, for a library that only writes to paths; gone when it is disposed.</summary>
internal sealed partial class UnnamedFile : IDisposable
{
    private const uint CloseOnExec = 1; // MFD_CLOEXEC

    private readonly SafeFileHandle _handle = new(Create("unext50", CloseOnExec), ownsHandle: true);

    /// <summary>A path under which this process can open it; null where the system has no such files.</summary>
    public string? Path => _handle.IsInvalid ? null : $"/proc/self/fd/{_handle.DangerousGetHandle()}";

    /// <summary>All that has been written.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[RandomAccess.GetLength(_handle)];
        return RandomAccess.Read(_handle, bytes, 0) == bytes.Length ? bytes : [];
    }

    public void Dispose() => _handle.Dispose();

    [LibraryImport("libc", EntryPoint = "memfd_create", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Create(string name, uint flags);
}
