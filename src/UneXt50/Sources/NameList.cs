namespace UneXt50.Sources;

/// <summary>Reads a file of file names, byte for byte and one name at a time.</summary>
internal static class NameList
{
    /// <summary>Linux's PATH_MAX; a longer entry means that the file is something else.</summary>
    private const int MaxLength = 4096;

    /// <param name="file">The file; "-" for standard input.</param>
    /// <param name="endWithZero">Whether names end with a zero byte, not with a line.</param>
    /// <param name="expand">What a name stands for.</param>
    /// <param name="cancellation">Ends the waiting for a name.</param>
    public static IEnumerable<Photo> Photos(
        string file, bool endWithZero, Func<string, IEnumerable<Photo>> expand, CancellationToken cancellation)
    {
        var display = PathBytes.Display(file);
        using var stream = Open(file, cancellation, out var unopened);
        if (unopened is not null)
        {
            yield return unopened;
            yield break;
        }

        var name = new List<byte>();
        while (ReadName(stream, display, name, endWithZero ? 0 : '\n'))
        {
            // Lists written on Windows end their lines with CR LF.
            if (!endWithZero && name is [.., (byte)'\r']) name.RemoveAt(name.Count - 1);
            if (name.Count == 0) continue;
            if (name.Count > MaxLength || name.Contains(0))
            {
                yield return Photo.Missing(display, "it has an entry that is not a file name",
                    endWithZero ? "give a list of names" : "give a list of names, or -0 if they end with zero bytes");
                yield break;
            }

            var path = PathBytes.Decode(name.ToArray());
            foreach (var photo in expand(path)) yield return photo;
        }
    }

    private static BufferedStream Open(string file, CancellationToken cancellation, out Photo? unopened)
    {
        unopened = null;
        try
        {
            Stream stream = file == "-"
                ? PolledInput.OfStandardInput(cancellation) : ReadableFile.OpenStream(file, cancellation);
            return new BufferedStream(stream, 64 * 1024);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or ArgumentException)
        {
            var name = PathBytes.Display(file);
            unopened = Scarcity.Of(name, failure, ErrorKind.Input) is { } scarce
                ? Photo.Failing(scarce)
                : Photo.Missing(name, $"the list of names cannot be read ({failure.Message})", "check the path");
            return new BufferedStream(Stream.Null);
        }
    }

    private static bool ReadName(Stream stream, string file, List<byte> name, int end)
    {
        name.Clear();
        try
        {
            int value;
            while ((value = stream.ReadByte()) >= 0 && value != end && name.Count <= MaxLength) name.Add((byte)value);
            return value >= 0 || name.Count > 0;
        }
        catch (IOException failure)
        {
            throw new UneXt50Exception(
                ErrorKind.Input, file, $"the list of names ends too early ({failure.Message})", "check the file",
                    failure);
        }
    }
}
