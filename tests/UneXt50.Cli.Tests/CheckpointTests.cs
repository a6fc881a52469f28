using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using UneXt50.Cli.Tests.Cameras;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>
/// What is on the disk of a run that is killed, or loses its power, with no time to put things in order.
/// </summary>
public sealed class CheckpointTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public CheckpointTests()
    {
        for (var i = 0; i < 8; i++) Samples.WriteColour(_folder[$"{i}.png"], (byte)(30 * i), 0);
    }

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("features", "v.npy")]
    [InlineData("features", "v.csv")]
    [InlineData("classify", "v.csv")]
    [InlineData("classify", "v.jsonl")]
    public async Task A_killed_run_is_continued_from_the_rows_that_it_had(string command, string name)
    {
        File.WriteAllText(_folder["all"], string.Concat(Names(8)));
        Program.With(command, "--files-from", "all", "--out", "one" + Path.GetExtension(name)).Exits(0);

        using (var process = Program.Start(command, "--files-from", "-", "--out", name, "--checkpoint", "0.1s"))
        {
            // The rest of the names never comes: 10 s of work would be lost, were it not on the disk.
            await process.StandardInput.WriteAsync(string.Concat(Names(5)));
            await process.StandardInput.FlushAsync(Token);
            await Until(() => Lengths(name) == 5);
            process.Kill();
            await process.WaitForExitAsync(Token);
        }

        var resumed = Program.With(command, "--files-from", "all", "--out", name, "--resume").Exits(0);

        Assert.Contains("5 inputs are done already", resumed.Error, StringComparison.Ordinal);
        Assert.Equal(Timeless("one" + Path.GetExtension(name)), Timeless(name));
        Assert.DoesNotContain(_folder.Names, left => left.StartsWith(".unext50-", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_file_of_a_camera_grows_as_it_runs()
    {
        using var programs = new CameraPrograms();
        programs.Add("rpicam-vid", "red rate 20 send -1");
        using var process = programs.Program.Start(
            "classify", "--camera", "rpicam", "--top", "1", "--out", _folder["c.csv"], "--checkpoint", "0.2");
        await Until(() => Content("c.csv").Count(letter => letter == '\n') > 3);
        process.Kill();
        await process.WaitForExitAsync(Token);
        Assert.StartsWith("input,status,", File.ReadLines(_folder["c.csv"]).First(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_run_whose_disk_is_full_keeps_whole_rows()
    {
        var limited = Program with
        {
            Through = ["sh", "-c", "ulimit -f 2 && exec \"$0\" \"$@\""],
            // The runtime of the program that is not published writes its code twice, by way of a large file.
            Variables = new Dictionary<string, string> { ["DOTNET_EnableWriteXorExecute"] = "0" },
        };
        using var process = limited.Start(
            "classify", "--files-from", "-", "--out", "v.csv", "--top", "1", "--checkpoint", "0.1");
        await process.StandardInput.WriteAsync(string.Concat(Names(3)));
        await process.StandardInput.FlushAsync(Token);
        await Until(() => process.HasExited || Lengths("v.csv") == 3);
        var kept = Content("v.csv");
        // More than 1 kB.
        for (var i = 0; i < 10; i++) await process.StandardInput.WriteAsync(string.Concat(Names(8)));
        process.StandardInput.Close();
        await process.WaitForExitAsync(Token);

        Assert.Equal(4, process.ExitCode);
        Assert.StartsWith(kept, Content("v.csv"), StringComparison.Ordinal);
        Assert.Equal(1 + Lengths("v.csv"), Content("v.csv").Count(letter => letter == '\n'));
        Assert.EndsWith("\n", Content("v.csv"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("often")]
    [InlineData("-1")]
    [InlineData("0.01s")]
    [InlineData("10m")]
    public void What_is_no_time_is_refused(string time) =>
        Program.With("classify", "0.png", "--checkpoint", time).Fails(2, "--checkpoint", $"not '{time}'");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static IEnumerable<string> Names(int count) => Enumerable.Range(0, count).Select(i => $"{i}.png\n");

    private Unext50 Program => new() { Folder = _folder.Path };

    // JSON lines say how long each photo took.
    private string Timeless(string name) =>
        Regex.Replace(File.ReadAllText(_folder[name], Encoding.Latin1), "\"milliseconds\":[{][^}]*[}]", "");

    // Inputs that the record speaks of.
    private int Lengths(string name) => Content(name + ".run.json") is { Length: > 0 } record
        ? JsonNode.Parse(record)!["lengths"]!.AsArray().Count : 0;

    private string Content(string name)
    {
        if (!File.Exists(_folder[name])) return "";
        // The program has it locked, which .NET minds and nobody else.
        var read = new ProcessStartInfo("cat", [_folder[name]]) { RedirectStandardOutput = true };
        using var cat = Process.Start(read)!;
        return cat.StandardOutput.ReadToEnd();
    }

    private static async Task Until(Func<bool> holds)
    {
        var patience = Stopwatch.StartNew();
        while (!holds())
        {
            Assert.True(patience.Elapsed < Unext50.Patience, "it never was so");
            await Task.Delay(50, Token);
        }
    }
}
