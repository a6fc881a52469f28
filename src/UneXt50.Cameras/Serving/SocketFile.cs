using System.Net.Sockets;

namespace UneXt50.Cameras.Serving;

/// <summary>
/// A Unix socket in the file system. The file of a program that was killed is replaced; a file that is anything else,
/// or anybody else's, is left alone. Who may connect is decided by the umask: it takes the right to write.
/// </summary>
internal sealed class SocketFile : IDisposable
{
    private const int Backlog = 512;

    private readonly string _path;
    private readonly FileStatus? _own;

    private SocketFile(string path, Socket socket) =>
        (_path, Socket, _own) = (path, socket, FileStatus.Read(path));

    /// <summary>Bound and listening.</summary>
    public Socket Socket { get; }

    /// <summary>Listens at a path.</summary>
    /// <exception cref="UneXt50Exception">It is taken, or no socket can be there (Output).</exception>
    public static SocketFile Listen(string path)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        if (!Directory.Exists(folder)) throw Refused(path, $"there is no folder {folder}", "make it first");
        // Bound under another name, so that it has its own only once it listens; .NET would also remove what stands
        // under the name that it bound, whoever's that is by then.
        var bound = Path.Join(Path.GetDirectoryName(path), $".unext50-{Environment.ProcessId}");
        var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        using var turn = FolderLock.Take(folder);
        try
        {
            RequireFree(path);
            File.Delete(bound); // of a killed program that had our number
            socket.Bind(new UnixDomainSocketEndPoint(bound));
            socket.Listen(Backlog);
            File.Move(bound, path, overwrite: true);
            return new SocketFile(path, socket);
        }
        catch (Exception failure) when (failure is SocketException or IOException or UnauthorizedAccessException
            or ArgumentOutOfRangeException)
        {
            socket.Dispose();
            throw Refused(path, $"cannot be listened on ({failure.Message})", "choose another path", failure);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Removes the file, if it is still this one's.</summary>
    public void Dispose()
    {
        Socket.Dispose();
        if (_own is not { } own || FileStatus.Read(_path) is not { } now || !now.IsSameFile(own)) return;
        try
        {
            File.Delete(_path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next one that listens here replaces it.
        }
    }

    private static void RequireFree(string path)
    {
        if (FileStatus.Read(path) is not { } status)
        {
            // A link that leads nowhere is somebody's, too.
            if (new FileInfo(path).LinkTarget is null) return;
            throw Refused(path, "there is a link that leads nowhere", "remove it or choose another path");
        }

        if (status.Type != FileType.Socket || new FileInfo(path).LinkTarget is not null)
            throw Refused(path, "there is a file of this name that is no socket", "remove it or choose another path");
        if (IsAnswered(path))
            throw Refused(path, "another program listens there", "stop it or choose another path");
        if (status.Owner != Libc.EffectiveUser())
            throw Refused(path, "there is a socket of another user", "remove it or choose another path");
    }

    private static bool IsAnswered(string path)
    {
        using var caller = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        caller.Blocking = false;
        try
        {
            caller.Connect(new UnixDomainSocketEndPoint(path));
            return true;
        }
        catch (SocketException failure)
        {
            // Only this says that nobody is there: others may be busy, or not let us in.
            return failure.SocketErrorCode != SocketError.ConnectionRefused;
        }
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Output, $"{Setting.Listen} unix:{path}", problem, remedy, inner);

    /// <summary>Two programs that begin at the same time look at a path one after the other.</summary>
    private sealed class FolderLock : IDisposable
    {
        private readonly int _descriptor;

        private FolderLock(int descriptor) => _descriptor = descriptor;

        public static FolderLock Take(string folder)
        {
            var descriptor = Libc.Open(folder, 0);
            // Where folders cannot be locked, it is done without.
            if (descriptor >= 0) _ = Libc.Lock(descriptor, Libc.LockWaiting);
            return new FolderLock(descriptor);
        }

        public void Dispose()
        {
            if (_descriptor >= 0) _ = Libc.Close(_descriptor);
        }
    }
}
