using System.Text;

namespace UneXt50.Parts;

/// <summary>
/// Sees to it that one run at a time writes an output, by a lock on a file beside it that ends with the process,
/// however that ends. The file says which temporary files the run has: whoever finds it after a kill removes them.
/// </summary>
internal sealed class PartLock : IDisposable
{
    private readonly string _path;
    private readonly FileStream _stream;
    private readonly Action _undo;

    private PartLock(string path, FileStream stream, Action undo) => (_path, _stream, _undo) = (path, stream, undo);

    /// <exception cref="UneXt50Exception">Another run has it, or there is no writing (Output).</exception>
    public static PartLock Take(PartPaths paths)
    {
        try
        {
            return Take(paths.Lock);
        }
        catch (IOException failure) when (failure.HResult == OutputError.WouldBlock)
        {
            throw new UneXt50Exception(
                ErrorKind.Output, paths.Output, "another run is writing it",
                $"give each run an {Setting.Out} of its own",
                failure);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw OutputError.From(paths.Output, failure);
        }
    }

    /// <summary>Takes the lock that a run which was killed has left; null where it is held, or cannot be had.</summary>
    public static PartLock? TakeLeftBehind(string path)
    {
        try
        {
            return FileStatus.Read(path) is { Type: FileType.File } status && status.Owner == Libc.EffectiveUser()
                ? Take(path) : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    /// <summary>Notes the names of temporary files.</summary>
    public void Note(params ReadOnlySpan<string> temporaries) =>
        _stream.Write(Encoding.UTF8.GetBytes(string.Join('\n', temporaries) + "\n"));

    /// <summary>Removes the file while the lock is still held.</summary>
    public void Dispose()
    {
        UnfinishedWork.End(_undo);
        Remove(_path);
        _stream.Dispose();
    }

    private static PartLock Take(string path)
    {
        var undo = () => Remove(path);
        while (true)
        {
            // FileShare.None is flock(LOCK_EX | LOCK_NB).
            var stream = UnfinishedWork.Begin(
                () => new FileStream(
                    path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 0),
                undo);
            var taken = new PartLock(path, stream, undo);
            // Whoever had it may have removed it after it was opened and before it was locked.
            if (FileStatus.Of(stream.SafeFileHandle) is { } held && FileStatus.Read(path)?.IsSameFile(held) != true)
            {
                UnfinishedWork.End(undo);
                stream.Dispose();
                continue;
            }

            taken.RemoveLeftBehind();
            return taken;
        }
    }

    private static void Remove(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The folder has been locked meanwhile; an old lock file is in nobody's way.
        }
    }

    private void RemoveLeftBehind()
    {
        using (var text = new StreamReader(_stream, leaveOpen: true))
        {
            while (text.ReadLine() is { } path)
            {
                // What a killed run noted in part is no such name.
                if (OutputNames.IsTemporary(path) && File.Exists(path)) File.Delete(path);
            }
        }

        _stream.SetLength(0);
    }
}
