using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace UneXt50;

/// <summary>
/// Opens files to read them. A device, socket or folder is refused without being opened: opening one can wait for ever,
/// rewind a tape or start a watchdog. What is opened is looked at again, as another program may have put it there.
/// </summary>
internal static class ReadableFile
{
    // File systems whose files are questions to the kernel; see statfs(2).
    private static readonly long[] Interfaces = [0x9fa0, 0x74726163, 0x64626720]; // proc, tracefs, debugfs
    private const int ReadableByAll = 4;

    /// <summary>Opens a file whose bytes stay where they are.</summary>
    /// <param name="path">A path; bytes outside UTF-8 in <see cref="PathBytes"/>' form.</param>
    /// <param name="followLink">Whether a link may lead there.</param>
    /// <exception cref="WrongFileTypeException">It is something else than a file.</exception>
    /// <exception cref="IOException">It cannot be opened; its HResult is the system's error number.</exception>
    /// <exception cref="UnauthorizedAccessException">Reading it is not permitted.</exception>
    public static SafeFileHandle Open(string path, bool followLink = true) => Open(path, pipe: false, followLink);

    /// <summary>Opens a file, or a pipe without waiting for whoever writes into it.</summary>
    /// <exception cref="WrongFileTypeException">It is something else.</exception>
    /// <exception cref="IOException">It cannot be opened; its HResult is the system's error number.</exception>
    /// <exception cref="UnauthorizedAccessException">Reading it is not permitted.</exception>
    public static SafeFileHandle OpenFileOrPipe(string path) => Open(path, pipe: true, followLink: true);

    /// <summary>The same as a stream that is closed with the file.</summary>
    /// <param name="path">A path.</param>
    /// <param name="cancellation">Ends the waiting for a pipe's bytes: the stream has then ended.</param>
    /// <exception cref="IOException">As for <see cref="OpenFileOrPipe"/>.</exception>
    /// <exception cref="UnauthorizedAccessException">Reading it is not permitted.</exception>
    public static Stream OpenStream(string path, CancellationToken cancellation)
    {
        var file = OpenFileOrPipe(path);
        return FileStatus.Of(file) is { Type: FileType.Pipe }
            ? new PolledInput(file, cancellation) : new FileStream(file, FileAccess.Read, bufferSize: 0);
    }

    private static SafeFileHandle Open(string path, bool pipe, bool followLink)
    {
        if (path.Contains('\0', StringComparison.Ordinal)) throw new ArgumentException("it holds a zero character");
        if (FileStatus.Read(path) is { } before) Require(before, pipe);
        var file = pipe && OwnDescriptor(path) is { } descriptor
            ? Libc.Duplicate(descriptor) : Libc.Open(path, Libc.OpenNonBlocking | (followLink ? 0 : Libc.OpenNoFollow));
        var handle = new SafeFileHandle(file, ownsHandle: true);
        try
        {
            if (file < 0) throw ErrorOf(Marshal.GetLastPInvokeError());
            var opened = FileStatus.Of(handle);
            if (opened is { } status) Require(status, pipe);
            if (opened is { Type: FileType.File } && IsInterface(handle, opened.Value.Mode))
                throw new WrongFileTypeException("it is an interface of the kernel");
            if (opened is not { Type: FileType.Pipe }) Libc.MakeBlocking(file);
            return handle;
        }
        catch
        {
            handle.Dispose();
            throw;
        }
    }

    private static void Require(FileStatus status, bool pipe)
    {
        if (status.Type == FileType.File || (pipe && status.Type == FileType.Pipe)) return;
        throw new WrongFileTypeException(status.Type.Description());
    }

    /// <summary>Such as /proc/kmsg, which waits for the kernel and keeps what it has given from others.</summary>
    private static bool IsInterface(SafeFileHandle file, int mode) =>
        (mode & ReadableByAll) == 0 && Interfaces.Contains(Libc.FileSystemOf((int)file.DangerousGetHandle()));

    /// <summary>
    /// The number of a descriptor of ours that a path stands for, as a shell's &lt;(command) does. Opened anew, a pipe
    /// would not tell that whoever wrote into it has gone.
    /// </summary>
    private static int? OwnDescriptor(string path)
    {
        if (path == "/dev/stdin") return 0;
        foreach (var folder in (string[])["/dev/fd/", "/proc/self/fd/"])
        {
            if (path.StartsWith(folder, StringComparison.Ordinal)
                && ushort.TryParse(path.AsSpan(folder.Length), out var descriptor)
                && FileStatus.Of(descriptor) is { Type: FileType.Pipe })
            {
                return descriptor;
            }
        }

        return null;
    }

    private static Exception ErrorOf(int error)
    {
        var reason = Marshal.GetPInvokeErrorMessage(error);
        return error switch
        {
            Libc.NoSuchFile => new FileNotFoundException(reason),
            Libc.NotAFolder => new DirectoryNotFoundException(reason),
            Libc.NotPermitted or Libc.PermissionDenied => new UnauthorizedAccessException(reason),
            Libc.NoSuchDeviceOrAddress => new WrongFileTypeException("it is a socket or a device"),
            _ => new IOException(reason, error),
        };
    }
}
