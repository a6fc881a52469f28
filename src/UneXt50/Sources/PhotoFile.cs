namespace UneXt50.Sources;

/// <summary>A photo in a file.</summary>
public static class PhotoFile
{
    /// <summary>Largest file that is read, in bytes: no photo needs more.</summary>
    public const long LargestFile = 256L << 20;

    /// <summary>Names a file as an input; nothing is read yet.</summary>
    public static Photo Open(string path) => new(path, () => Read(path));

    private static byte[] Read(string path)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 0);
            if (stream.Length > LargestFile)
            {
                throw Refused(path, $"{stream.Length:N0} bytes is more than a photo has", "name a picture of up to 256 MB");
            }

            var bytes = GC.AllocateUninitializedArray<byte>((int)stream.Length);
            stream.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Refused(path, "there is no such file", "check the path", e);
        }
        catch (UnauthorizedAccessException e)
        {
            throw Directory.Exists(path)
                ? Refused(path, "it is a folder", "name the photos in it", e)
                : Refused(path, "reading it is not permitted", "change its permissions or run as its owner", e);
        }
        catch (IOException e)
        {
            throw Refused(path, $"it cannot be read ({e.Message})", "check the disk or the path", e);
        }
    }

    private static UneXt50Exception Refused(string path, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Input, path, problem, remedy, inner);
}
