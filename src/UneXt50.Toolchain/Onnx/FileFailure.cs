namespace UneXt50.Toolchain.Onnx;

/// <summary>Says in a few words why the system would not open or write a file; its own messages repeat the path.</summary>
internal static class FileFailure
{
    public static string Describe(Exception failure) => failure switch
    {
        FileNotFoundException => "there is no such file",
        DirectoryNotFoundException => "there is no such folder",
        UnauthorizedAccessException => "access is denied, or it is a folder",
        EndOfStreamException => "the file ends early",
        _ => failure.Message,
    };
}
