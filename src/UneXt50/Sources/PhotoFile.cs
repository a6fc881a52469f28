namespace UneXt50.Sources;

/// <summary>A photo in a file or on standard input. Its length is bounded before memory is taken.</summary>
public static class PhotoFile
{
    /// <summary>
    /// Largest input that is read, in bytes: more than any camera writes, and little enough for a board with 1 GB.
    /// </summary>
    public const int LargestFile = 128 << 20;

    /// <summary>
    /// Names a file or pipe as an input, of any extension: the bytes decide what it is. Nothing is read yet.
    /// </summary>
    /// <param name="path">A path; bytes outside UTF-8 in <see cref="PathBytes"/>' form.</param>
    public static Photo Open(string path) =>
        new(PathBytes.Display(path), cancellation => Read(path, cancellation)) { Path = path };

    /// <summary>Names the one picture on standard input, "-". Nothing is read yet; it can be read once.</summary>
    /// <param name="cancellation">Ends the waiting for whoever writes it; it has then failed.</param>
    public static Photo OpenStandardInput(CancellationToken cancellation = default) =>
        new("-", () => ReadStandardInput(cancellation)) { IsStandardInput = true };

    private static ReadOnlyMemory<byte> Read(string path, CancellationToken cancellation)
    {
        var name = PathBytes.Display(path);
        try
        {
            using var file = ReadableFile.OpenStream(path, cancellation);
            PlannedOutputs.RequireInput(path);
            var data = Read(name, file);
            cancellation.ThrowIfCancellationRequested();
            return data;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Unreadable(path, name, failure);
        }
        catch (ArgumentException failure)
        {
            throw Refused(name, "that is not a file name", "check the path", failure);
        }
    }

    private static ReadOnlyMemory<byte> ReadStandardInput(CancellationToken cancellation)
    {
        const string Remedy = "pipe one picture into it";
        if (!StandardDescriptors.IsClosed(StandardDescriptors.Input) && Console.IsInputRedirected
            && FileStatus.Of(0) is { Type: not (FileType.File or FileType.Pipe or FileType.Socket) } status)
        {
            throw Refused("-", $"standard input cannot be read: {status.Type.Description()}", Remedy);
        }

        try
        {
            using var input = PolledInput.OfStandardInput(cancellation);
            var data = Read("-", input);
            if (cancellation.IsCancellationRequested) throw Refused("-", "reading it was interrupted", Remedy);
            return data;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw Refused("-", $"standard input cannot be read ({failure.Message})", Remedy, failure);
        }
    }

    private static ReadOnlyMemory<byte> Read(string name, Stream stream)
    {
        if (stream.CanSeek && stream.Length > LargestFile) throw TooLarge(name);

        // Pipes and files under /proc do not say how long they are.
        var length = stream.CanSeek ? (int)stream.Length : 0;
        if (length == 0) return ReadToEnd(name, stream);
        LargePicture.Wait(length);

        var data = GC.AllocateUninitializedArray<byte>(length);
        return data.AsMemory(0, stream.ReadAtLeast(data, length, throwOnEndOfStream: false));
    }

    private static ReadOnlyMemory<byte> ReadToEnd(string name, Stream stream)
    {
        var data = new MemoryStream();
        var chunk = new byte[64 * 1024];
        int count;
        while ((count = stream.Read(chunk)) > 0)
        {
            if (data.Length + count > LargestFile) throw TooLarge(name);
            var isUnknown = data.Length < FileFormat.BytesNeeded;
            data.Write(chunk, 0, count);
            if (isUnknown && data.Length >= FileFormat.BytesNeeded) RefuseFilm(name, data);
        }

        return data.GetBuffer().AsMemory(0, (int)data.Length);
    }

    // It may be longer than anything that is kept, and nothing in it is for whoever reads pictures.
    private static void RefuseFilm(string name, MemoryStream start)
    {
        if (FileFormat.Recognize(start.GetBuffer().AsSpan(0, FileFormat.BytesNeeded)) is not
            { Kind: FileFormat.Group.Film } film) return;
        throw Refused(
            name, $"it is {film.Name}, and films are read from files only",
            $"save it in a file and name that in {Setting.Classify} or {Setting.WriteFeatures}");
    }

    private static UneXt50Exception Unreadable(string path, string name, Exception failure) => failure switch
    {
        FileNotFoundException when LinkTarget(path) is { } target =>
            Refused(name, $"it is a link to {target}, which does not exist", "correct the link or remove it", failure),
        FileNotFoundException or DirectoryNotFoundException =>
            Refused(name, "there is no such file", "check the path", failure),
        WrongFileTypeException => Refused(name, failure.Message, "give a picture", failure),
        _ when Scarcity.Of(name, failure) is { } scarce => scarce,
        UnauthorizedAccessException => Refused(name, "permission denied", "make it readable for this user", failure),
        _ => Refused(name, $"it cannot be read ({failure.Message})", "check the file and its disk", failure),
    };

    private static string? LinkTarget(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget;
        }
        catch (IOException)
        {
            return null;
        }
    }

    private static UneXt50Exception TooLarge(string name) =>
        Refused(name, $"it is larger than {ByteSize.Text(LargestFile)}", "give a picture");

    private static UneXt50Exception Refused(string name, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Input, name, problem, remedy, inner);
}
