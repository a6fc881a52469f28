using System.Diagnostics;
using Xunit;

namespace UneXt50.Tests;

/// <summary>A folder that lives as long as a test.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("unext50-test-").FullName;

    public string this[string name] => System.IO.Path.Join(Path, name);

    /// <summary>Names of everything inside, hidden files too, sorted.</summary>
    public string[] Names =>
        [.. new DirectoryInfo(Path).EnumerateFileSystemInfos()
            .Select(entry => entry.Name).Order(StringComparer.Ordinal)];

    public string Add(string name, string content = "x")
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(this[name])!);
        File.WriteAllText(this[name], content);
        return this[name];
    }

    /// <summary>Runs a shell line in the folder: for names that .NET cannot write.</summary>
    public void Shell(string line)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", line]) { WorkingDirectory = Path };
        using var shell = Process.Start(start)!;
        shell.WaitForExit();
        Assert.Equal(0, shell.ExitCode);
    }

    /// <summary>By a shell: .NET cannot delete what it cannot name.</summary>
    public void Dispose() => Shell("chmod -R u+rwx . && rm -rf \"$PWD\"");
}
