namespace UneXt50;

/// <summary>Says in the user's terms why an output could not be written.</summary>
internal static class OutputError
{
    // Linux error numbers; .NET hands them on as the HResult of an IOException.
    internal const int BadDescriptor = 9;
    internal const int WouldBlock = 11; // of flock
    private const int NoSpace = 28;
    private const int ReadOnlyFileSystem = 30;
    private const int BrokenPipe = 32;
    private const int NameTooLong = 36;
    private const int QuotaExceeded = 122;

    /// <summary>
    /// Whether the file system has failed: of EFBIG .NET makes an ArgumentOutOfRangeException, whatever was written.
    /// </summary>
    public static bool IsOfFileSystem(Exception failure) =>
        failure is IOException or UnauthorizedAccessException or ArgumentOutOfRangeException;

    /// <summary>The error for a failure of the file system while writing <paramref name="name"/>.</summary>
    public static UneXt50Exception From(string name, Exception failure)
    {
        if (Scarcity.Of(name, failure) is { } scarce) return scarce;
        var (problem, remedy) = failure switch
        {
            DirectoryNotFoundException or FileNotFoundException =>
                ("its folder does not exist", "create the folder first or write to another one"),
            UnauthorizedAccessException { InnerException: IOException { HResult: BadDescriptor } }
                or { HResult: BadDescriptor } =>
                ("is closed", "leave it open or write to a file"),
            UnauthorizedAccessException =>
                ("writing there is not permitted", "write to a folder you own or change its permissions"),
            PathTooLongException or { HResult: NameTooLong } => ("the name is too long", "choose a shorter one"),
            { HResult: NoSpace } => ("the disk is full", "free some space or write to another disk"),
            ArgumentOutOfRangeException =>
                ("it exceeds the limit on file sizes", "raise the limit ('ulimit -f') or write to another disk"),
            { HResult: QuotaExceeded } => ("the disk quota is used up", "free some space or write to another disk"),
            { HResult: ReadOnlyFileSystem } => ("the file system is read-only", "write to another one"),
            { HResult: BrokenPipe } =>
                ("the reading program has closed the pipe", "let it read to the end or write to a file"),
            _ => ($"cannot be written ({failure.Message})", "write to another place"),
        };
        return new UneXt50Exception(ErrorKind.Output, name, problem, remedy, failure);
    }

    /// <summary>True when <paramref name="error"/> only says that the reader of a pipe has had enough.</summary>
    public static bool IsClosedPipe(UneXt50Exception error) =>
        error.InnerException is IOException { HResult: BrokenPipe };
}
