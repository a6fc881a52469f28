using System.Formats.Tar;
using System.IO.Compression;

namespace UneXt50.Toolchain.Tests.Checkpoints;

/// <summary>The files of golden/wrapped.tar.gz, in a folder that goes away with the tests.</summary>
public sealed class WrappedCheckpoints : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("unext50-").FullName;

    public WrappedCheckpoints()
    {
        using var packed = File.OpenRead(Golden.File("wrapped.tar.gz"));
        using var archive = new GZipStream(packed, CompressionMode.Decompress);
        TarFile.ExtractToDirectory(archive, _path, overwriteFiles: false);
    }

    public string this[string name] => Path.Combine(_path, name);

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
