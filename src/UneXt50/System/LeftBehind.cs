using Microsoft.Win32.SafeHandles;

namespace UneXt50;

/// <summary>
/// Temporary files and folders of programs that were killed. A writer holds a lock on its file, which ends with the
/// process however that ends: where the lock is free, nobody writes any more. Another machine's lock may be invisible
/// on a shared disk, so its files must have been left alone for a day too, as must those from before this machine was
/// started.
/// </summary>
internal static class LeftBehind
{
    private const long Day = 24L * 3600 * 1_000_000_000; // nanoseconds

    private static readonly HashSet<string> Looked = [];

    /// <summary>Removes them from a folder, the first time that this process asks for it.</summary>
    public static void Remove(string folder)
    {
        lock (Looked)
        {
            if (!Looked.Add(folder)) return;
        }

        try
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(folder, OutputNames.TemporaryPattern)
                .Where(OutputNames.IsTemporary))
            {
                var isFolder = Directory.Exists(path);
                if (IsAbandoned(path, isFolder ? Path.Join(path, ScratchFolder.LockName) : path, out var held))
                {
                    if (isFolder) Directory.Delete(path, recursive: true);
                    else File.Delete(path);
                }

                held?.Dispose();
            }

            RemoveLocks(folder);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // What cannot be listed or removed is in nobody's way.
        }
    }

    // Where files wait for their names, a run with a record settles them and takes the lock with it.
    private static void RemoveLocks(string folder)
    {
        if (Directory.EnumerateFiles(folder, OutputNames.StagedPattern).Any()) return;
        foreach (var path in Directory.EnumerateFiles(folder, OutputNames.LockPattern))
        {
            if (IsFree(path, out var held, out _)) File.Delete(path);
            held?.Dispose();
        }
    }

    private static bool IsAbandoned(string path, string locked, out SafeFileHandle? held) =>
        IsFree(locked, out held, out var status) && (OutputNames.IsOfThisHost(path) || IsOld(status));

    // Whether a lock of ours can be had, which is then held.
    private static bool IsFree(string locked, out SafeFileHandle? held, out FileStatus status)
    {
        (held, status) = (null, default);
        var descriptor = Libc.OpenForWriting(locked, Libc.OpenNonBlocking | Libc.OpenNoFollow);
        if (descriptor < 0) return false;
        held = new SafeFileHandle(descriptor, ownsHandle: true);
        if (FileStatus.Of(held) is not { Type: FileType.File } found || found.Owner != Libc.EffectiveUser()) return false;
        status = found;
        return Libc.Lock(descriptor, Libc.LockExclusively) == 0
            // Its writer may have given it its name before it gave up the lock.
            && FileStatus.Read(locked) is { } now && now.IsSameFile(found);
    }

    private static bool IsOld(FileStatus file) =>
        file.Modified < ((DateTimeOffset.UtcNow - DateTimeOffset.UnixEpoch).Ticks * 100) - Day;
}
