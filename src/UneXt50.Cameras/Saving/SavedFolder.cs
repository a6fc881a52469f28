namespace UneXt50.Cameras.Saving;

/// <summary>
/// A folder of saved frames that does not outgrow its limit: the oldest make room. Files of other names, and folders in
/// it, are neither counted nor touched.
/// </summary>
internal sealed class SavedFolder
{
    private readonly string _path;
    private readonly long _limit;
    private long _bytes;

    /// <exception cref="UneXt50Exception">The folder cannot be made or read.</exception>
    public SavedFolder(string path, long limit)
    {
        (_path, _limit) = (path, limit);
        try
        {
            Directory.CreateDirectory(path);
            _bytes = Files().Sum(file => file.Length);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw OutputError.From(path, failure);
        }

        // A folder that cannot be written in should be found out before a frame is lost to it.
        using var probe = OutputFile.Create(Path.Join(path, "probe"));
    }

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="UneXt50Exception">It cannot be written, or is larger than all of them may be.</exception>
    public void Write(string name, ReadOnlySpan<byte> content)
    {
        var path = Path.Join(_path, name);
        if (content.Length > _limit)
        {
            throw new UneXt50Exception(
                ErrorKind.Output, path, "a frame is larger than the limit for all files there",
                $"raise {Setting.SaveLimit}");
        }

        MakeRoom(content.Length);
        using var file = OutputFile.Create(path);
        file.Write(content);
        file.Complete();
        _bytes += content.Length;
    }

    // Counted anew each time, as others may have moved files away; a twentieth more than is needed, to be seldom.
    private void MakeRoom(long wanted)
    {
        if (_bytes + wanted <= _limit) return;
        try
        {
            var files = Files().OrderBy(file => file.Name, StringComparer.Ordinal).ToList();
            _bytes = files.Sum(file => file.Length);
            var aim = Math.Max(_limit - wanted - (_limit / 20), 0);
            foreach (var file in files)
            {
                if (_bytes <= aim) break;
                _bytes -= file.Length; // asked before: a file that is gone has none
                file.Delete();
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw OutputError.From(_path, failure);
        }
    }

    private IEnumerable<FileInfo> Files() =>
        new DirectoryInfo(_path).EnumerateFiles().Where(file => SavedName.IsOurs(file.Name));
}
