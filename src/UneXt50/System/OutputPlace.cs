namespace UneXt50;

/// <summary>
/// Where an <see cref="OutputFile"/> stands: under a temporary name until it is whole or has come to its first
/// checkpoint, then under its own, at once or by way of a staged one where several files change together.
/// </summary>
internal sealed class OutputPlace
{
    private readonly string _temporary;
    private readonly string _target;
    private readonly string? _staged;
    private readonly Action _undo;
    private long? _kept; // that the last checkpoint has brought to the disk
    private bool _published;

    public OutputPlace(string temporary, string target, string? staged = null)
    {
        (_temporary, _target, _staged) = (temporary, target, staged);
        _undo = () => Discard(temporary);
    }

    /// <summary>Makes the file.</summary>
    /// <exception cref="IOException">The folder takes none.</exception>
    public FileStream Begin()
    {
        var file = UnfinishedWork.Begin(() => OutputStreams.Temporary(_temporary), _undo);
        LeftBehind.Remove(Path.GetDirectoryName(_temporary)!);
        return file;
    }

    /// <summary>Brings the file to the disk and under its name, or its staged one, and closes it.</summary>
    public void Settle(FileStream file)
    {
        Keep(file);
        file.Dispose();
    }

    /// <summary>The same of what was written so far, and the file grows on.</summary>
    public void Checkpoint(FileStream file)
    {
        Keep(file);
        if (_kept is null && _staged is null) SyncFolder();
        _kept = file.Length;
    }

    /// <summary>Gives a file that is on the disk under its staged name its own, once.</summary>
    public void Publish()
    {
        if (_published) return;
        File.Move(_staged!, _target, overwrite: true);
        SyncFolder();
        _published = true;
    }

    /// <summary>Leaves what the last checkpoint has kept, or nothing.</summary>
    public void Undo()
    {
        if (_kept is not { } length)
        {
            Discard(_temporary);
            return;
        }

        try
        {
            // What came after the checkpoint may end in half a row. By its name: the stream would write the rest first.
            using var file = File.OpenHandle(
                _staged is null || _published ? _target : _staged, FileMode.Open, FileAccess.Write);
            RandomAccess.SetLength(file, length);
        }
        catch (Exception failure) when (OutputError.IsOfFileSystem(failure))
        {
            // It has gone, or been locked, meanwhile; a record beside it says how far it counts.
        }
    }

    /// <summary>There is nothing more to undo.</summary>
    public void End() => UnfinishedWork.End(_undo);

    private void Keep(FileStream file)
    {
        file.Flush(flushToDisk: true);
        if (_kept is not null) return;
        if (!OperatingSystem.IsWindows() && File.Exists(_target))
        {
            File.SetUnixFileMode(file.SafeFileHandle, File.GetUnixFileMode(_target));
        }

        File.Move(_temporary, _staged ?? _target, overwrite: true);
        End();
        // The lock was about the temporary name; whoever watches the output grow may open it.
        _ = Libc.Lock((int)file.SafeFileHandle.DangerousGetHandle(), Libc.Unlock);
    }

    // A name that was taken is on the disk when its folder is.
    private void SyncFolder()
    {
        var folder = Libc.Open(Path.GetDirectoryName(_target)!, flags: 0);
        if (folder < 0) return; // it may be written and not read
        _ = Libc.Sync(folder);
        _ = Libc.Close(folder);
    }

    private static void Discard(string temporary)
    {
        try
        {
            File.Delete(temporary);
        }
        catch (Exception failure) when (OutputError.IsOfFileSystem(failure))
        {
            // The folder has gone or been locked meanwhile; there is nothing left to put right.
        }
    }
}
