namespace UneXt50;

/// <summary>Files that are read whole: regular ones, whose length is known before a byte is taken.</summary>
internal static class InputFile
{
    /// <summary>What <paramref name="read"/> makes of the file.</summary>
    /// <param name="path">The file, as the user named it.</param>
    /// <param name="kind">Which part of the program refuses it.</param>
    /// <param name="read">Reads the stream, which is closed afterwards.</param>
    /// <exception cref="UneXt50Exception">
    /// The file is missing, unreadable, a folder, pipe or device, or one that is going to be replaced.
    /// </exception>
    public static T Read<T>(string path, ErrorKind kind, Func<FileStream, T> read)
    {
        UneXt50Exception Refused(string problem, Exception? inner = null) =>
            new(kind, path, problem, "check the path and its permissions", inner);

        if (path.Length == 0) throw Refused("the name is empty");
        try
        {
            using var stream = new FileStream(ReadableFile.Open(path), FileAccess.Read);
            PlannedOutputs.RequireInput(path);
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
        catch (ArgumentException failure) when (path.Contains('\0', StringComparison.Ordinal))
        {
            throw Refused("that is not a file name", failure);
        }
        catch (WrongFileTypeException failure)
        {
            throw Refused($"{failure.Message}, and a file is needed", failure);
        }
        catch (Exception failure) when (failure is IOException or OutOfMemoryException)
        {
            throw Scarcity.Of(path, failure) ?? Refused($"it cannot be read ({failure.Message})", failure);
        }
    }

    /// <summary>Refuses what <see cref="Read"/> would, for a library that opens the file itself.</summary>
    /// <exception cref="UneXt50Exception">As for <see cref="Read"/>.</exception>
    public static void Require(string path, ErrorKind kind) => Read(path, kind, _ => true);
}

/// <summary>Something that is no file stands where a file is to be read.</summary>
/// <param name="problem">What it is: "it is a device".</param>
internal sealed class WrongFileTypeException(string problem) : IOException(problem);
