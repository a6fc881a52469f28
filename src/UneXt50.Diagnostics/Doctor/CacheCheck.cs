namespace UneXt50.Diagnostics.Doctor;

/// <summary>Whether what is made once can be kept. Nothing is written to find out.</summary>
internal static class CacheCheck
{
    private const string Remedy = "change its owner or permissions, or set XDG_CACHE_HOME to a folder of your own";

    public static Check Run(string folder)
    {
        try
        {
            if (!IsWritable(folder)) return Check.Warning("cache", $"{folder}: it is not writable", Remedy);
            return Check.Ok("cache", Directory.Exists(folder)
                ? FormattableString.Invariant($"{folder}: {Bytes(folder) / 1e6:0.0} MB")
                : $"{folder}: created when it is needed");
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return Check.Warning("cache", $"{folder}: it is not readable", Remedy);
        }
    }

    private static long Bytes(string folder) =>
        new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>The folder, or the nearest one above it that exists and in which it would be made.</summary>
    private static unsafe bool IsWritable(string folder)
    {
        const int WriteAndEnter = 2 | 1;
        var nearest = Path.GetFullPath(folder);
        while (!Directory.Exists(nearest) && Path.GetDirectoryName(nearest) is { } parent) nearest = parent;
        fixed (byte* bytes = PathBytes.EncodeTerminated(nearest)) return Libc.Access(bytes, WriteAndEnter) == 0;
    }
}
