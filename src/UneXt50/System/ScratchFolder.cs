namespace UneXt50;

/// <summary>
/// A folder for files that are only of use meanwhile, among the temporary ones (TMPDIR); gone when it is disposed, and
/// at the next run where the process was killed.
/// </summary>
internal sealed class ScratchFolder : IDisposable
{
    /// <summary>The file in it that is locked as long as it is in use.</summary>
    public const string LockName = "lock";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    private readonly string _path = OutputNames.TemporaryIn(Path.GetTempPath());
    private readonly Action _undo;
    private readonly FileStream _lock;

    /// <exception cref="UneXt50Exception">It cannot be made (Output).</exception>
    public ScratchFolder()
    {
        _undo = Delete;
        try
        {
            _lock = UnfinishedWork.Begin(Make, _undo);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Scarcity.Of(_path, failure) ?? new UneXt50Exception(
                ErrorKind.Output, Path.GetTempPath(), $"no folder can be made there ({failure.Message})",
                "set TMPDIR to a folder with room", failure);
        }

        LeftBehind.Remove(Path.GetTempPath());
    }

    /// <summary>The path of a file in it.</summary>
    public string this[string name] => Path.Join(_path, name);

    /// <inheritdoc/>
    public void Dispose()
    {
        _lock.Dispose();
        Delete();
        UnfinishedWork.End(_undo);
    }

    private FileStream Make()
    {
        if (!OperatingSystem.IsWindows()) Directory.CreateDirectory(_path, OwnerOnly);
        return new FileStream(this[LockName], FileMode.CreateNew, FileAccess.Write, FileShare.None);
    }

    private void Delete()
    {
        try
        {
            Directory.Delete(_path, recursive: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The next run tries again.
        }
    }
}
