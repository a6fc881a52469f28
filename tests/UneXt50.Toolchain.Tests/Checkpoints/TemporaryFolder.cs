namespace UneXt50.Toolchain.Tests.Checkpoints;

/// <summary>A folder that goes away with the test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    private readonly string _path = Directory.CreateTempSubdirectory("unext50-").FullName;

    public string File(string name) => Path.Combine(_path, name);

    public string File(string name, byte[] content)
    {
        System.IO.File.WriteAllBytes(File(name), content);
        return File(name);
    }

    public string File(string name, string content)
    {
        System.IO.File.WriteAllText(File(name), content);
        return File(name);
    }

    public IEnumerable<string> Files => Directory.EnumerateFiles(_path).Select(path => Path.GetFileName(path));

    public void Dispose() => Directory.Delete(_path, recursive: true);
}
