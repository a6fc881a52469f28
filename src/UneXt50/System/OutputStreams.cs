using Microsoft.Win32.SafeHandles;

namespace UneXt50;

/// <summary>What an <see cref="OutputFile"/> writes into.</summary>
internal static class OutputStreams
{
    private const int BufferSize = 1 << 16;

    /// <summary>
    /// A new file. CreateNew is O_EXCL: one of that name, whoever it belongs to, is never written into. FileShare.None
    /// locks it.
    /// </summary>
    public static FileStream Temporary(string path)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, BufferSize);
                if (File.Exists(path)) return file;
                file.Dispose();
            }
            catch (IOException taken) when (taken.HResult == OutputError.WouldBlock && attempt < 3)
            {
                // Another process takes it for one that was left behind, in the instant before it is locked.
                File.Delete(path);
            }
        }
    }

    public static FileStream Special(string path) =>
        new(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, BufferSize);

    public static Stream StandardOutput()
    {
        // The console's stream swallows a closed pipe, and a whole run would go on for nobody. A FileStream reports it,
        // but where it can seek it keeps its own position and overwrites what others append to the same file.
        if (StandardDescriptors.IsClosed(StandardDescriptors.Output))
            throw new IOException("it is closed", OutputError.BadDescriptor);
        var stream = new FileStream(new SafeFileHandle(1, ownsHandle: false), FileAccess.Write, BufferSize);
        return stream.CanSeek ? Console.OpenStandardOutput() : stream;
    }

    public static FileStream Unnamed(string name)
    {
        try
        {
            var path = OutputNames.TemporaryIn(Path.GetTempPath());
            var file = new FileStream(path, FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, BufferSize);
            File.Delete(path);
            return file;
        }
        catch (Exception failure) when (OutputError.IsOfFileSystem(failure))
        {
            throw OutputError.From(name, failure);
        }
    }
}
