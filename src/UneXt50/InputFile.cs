namespace UneXt50;

/// <summary>Files that are read whole: regular ones, whose length is known before a byte is taken.</summary>
internal static class InputFile
{
    /// <summary>What <paramref name="read"/> makes of the file.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="kind">Which part of the program refuses it.</param>
    /// <param name="read">Reads the stream, which is closed afterwards.</param>
    /// <exception cref="UneXt50Exception">The file is missing, unreadable, or a folder, pipe or device.</exception>
    public static T Read<T>(string path, ErrorKind kind, Func<FileStream, T> read)
    {
        UneXt50Exception Refused(string problem, Exception? inner = null) =>
            new(kind, path, problem, "check the path and its permissions", inner);

        if (path.Length == 0) throw Refused("the name is empty");
        if (Directory.Exists(path)) throw Refused("it is a folder");
        if (FileType.IsSpecial(path)) throw Refused("it is a pipe or a device, not a file");
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read);
            return read(stream);
        }
        catch (Exception failure) when (failure is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused("there is no such file", failure);
        }
        catch (UnauthorizedAccessException failure)
        {
            throw Refused("reading it is not permitted", failure);
        }
        catch (IOException failure)
        {
            throw Refused($"it cannot be read ({failure.Message})", failure);
        }
    }
}
