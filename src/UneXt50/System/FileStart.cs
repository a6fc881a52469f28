namespace UneXt50;

/// <summary>The first bytes of a file, read without waiting for anyone.</summary>
internal static unsafe class FileStart
{
    /// <summary>What they say the file is; null where they say nothing that is known.</summary>
    /// <param name="path">A regular file.</param>
    /// <param name="isReadable">Whether they could be read.</param>
    public static FileFormat? Recognize(string path, out bool isReadable)
    {
        // Not to wait is for a pipe that has taken the file's place since its folder was read.
        var file = Libc.Open(path, Libc.OpenNonBlocking | Libc.OpenWithoutTerminal);
        isReadable = file >= 0;
        if (!isReadable) return null;

        var start = stackalloc byte[FileFormat.BytesNeeded];
        var count = Libc.Read(file, start, FileFormat.BytesNeeded);
        _ = Libc.Close(file);
        isReadable = count >= 0;
        return isReadable ? FileFormat.Recognize(new ReadOnlySpan<byte>(start, (int)count)) : null;
    }
}
