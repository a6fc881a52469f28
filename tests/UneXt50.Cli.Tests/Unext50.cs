using System.Diagnostics;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>
/// The real executable, as a user runs it: the one that was built, compiled beforehand where these tests have done that
/// (CompiledProgram.targets), or the published one that UNEXT50_EXE names.
/// </summary>
internal sealed record Unext50
{
    /// <summary>How long anything may take, on a machine with other work too, before it counts as stuck.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Path of the executable that was built with these tests.</summary>
    public static string Built
    {
        get
        {
            var here = new DirectoryInfo(AppContext.BaseDirectory);
            return Path.Join(InRepository("src/UneXt50.Cli/bin"), here.Parent!.Name, here.Name, "unext50");
        }
    }

    /// <summary>Path of the executable that is run.</summary>
    public static string Executable { get; } = Environment.GetEnvironmentVariable("UNEXT50_EXE") is { Length: > 0 } published
        ? published : new[] { Compiled, Built }.First(File.Exists);

    private static string Compiled => Path.Join(
        InRepository("tests/UneXt50.Cli.Tests/obj"), new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "program/unext50");

    public byte[] Input { get; init; } = [];

    public string Folder { get; init; } = Path.GetTempPath();

    /// <summary>Variables on top of a bare environment, in which only the tiny model is known.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    /// <summary>A program and its arguments that run the executable: a shell, a terminal, one without rights.</summary>
    public IReadOnlyList<string> Through { get; init; } = [];

    public static Answer Run(params string[] arguments) => new Unext50().With(arguments);

    /// <summary>Runs with these arguments to the end.</summary>
    public Answer With(params string[] arguments)
    {
        using var process = Start(arguments);
        var output = ReadAsync(process.StandardOutput.BaseStream);
        var error = ReadAsync(process.StandardError.BaseStream);
        try
        {
            process.StandardInput.BaseStream.Write(Input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It did not want to read that much, which is its right.
        }

        if (!process.WaitForExit(Patience))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"no end after {Patience.TotalSeconds} s: unext50 {string.Join(' ', arguments)}");
        }

        return new Answer(process.ExitCode, output.Result, error.Result);
    }

    /// <summary>Starts it; the caller reads, writes, signals and waits.</summary>
    public Process Start(params string[] arguments)
    {
        string[] all = [.. Through, Executable, .. arguments];
        var start = new ProcessStartInfo(all[0], all[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Folder,
        };
        start.Environment.Clear();
        start.Environment["PATH"] = "/usr/sbin:/usr/bin:/sbin:/bin";
        // Nobody can make a folder there, root neither.
        start.Environment["HOME"] = "/proc/nonexistent";
        start.Environment["XDG_DATA_DIRS"] = "/proc/nonexistent";
        start.Environment["TERM"] = "xterm";
        start.Environment["UNEXT50_MODEL"] = Samples.Model;
        if (Environment.GetEnvironmentVariable("DOTNET_ROOT") is { } root) start.Environment["DOTNET_ROOT"] = root;
        foreach (var (name, value) in Variables) start.Environment[name] = value;
        return Process.Start(start)!;
    }

    private static async Task<byte[]> ReadAsync(Stream stream)
    {
        var bytes = new MemoryStream();
        await stream.CopyToAsync(bytes).ConfigureAwait(false);
        return bytes.ToArray();
    }

    /// <summary>The path of a file of this repository.</summary>
    public static string InRepository(string path) =>
        // Of tests/UneXt50.Cli.Tests/bin/Release/net10.0.
        Path.Join(new DirectoryInfo(AppContext.BaseDirectory).Parent!.Parent!.Parent!.Parent!.Parent!.FullName, path);
}
