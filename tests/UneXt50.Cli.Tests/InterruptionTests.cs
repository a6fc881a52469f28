using System.Diagnostics;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>A run that is stopped leaves what it has done, complete.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public InterruptionTests() =>
        _folder.Add("names", string.Concat(Enumerable.Repeat(Samples.Red + "\n", 1_000_000)));

    public void Dispose() => _folder.Dispose();

    private static void Signal(string signal, Process process) =>
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();

    private static async Task<int> ExitAfterAsync(string signal, Process process, Func<bool> underWay)
    {
        var token = TestContext.Current.CancellationToken;
        var waiting = Stopwatch.StartNew();
        while (!underWay() && waiting.Elapsed < Unext50.Patience) await Task.Delay(20, token);
        Signal(signal, process);
        await process.WaitForExitAsync(token).WaitAsync(Unext50.Patience, token);
        return process.ExitCode;
    }

    private bool SomethingIsWritten() =>
        Directory.EnumerateFiles(_folder.Path, ".unext50-*").Any(file => new FileInfo(file).Length > 100_000);

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task An_array_is_valid_with_the_rows_so_far(string signal, int exitCode)
    {
        using var process = new Unext50().Start(
            "features", "--files-from", _folder["names"], "--out", _folder["v.npy"]);
        Assert.Equal(exitCode, await ExitAfterAsync(signal, process, SomethingIsWritten));
        var rows = Npy.Read(_folder["v.npy"]).Shape[0];
        Assert.InRange(rows, 1, 999_999);
        Assert.Equal(rows + 1, File.ReadLines(_folder["v.index.csv"]).Count());
        Assert.Empty(Directory.GetFiles(_folder.Path, ".unext50-*"));
        Assert.Equal("", await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task A_json_document_is_closed_and_says_that_it_was_interrupted()
    {
        using var process = new Unext50().Start(
            "classify", "--format", "json", "--files-from", _folder["names"], "--out", _folder["c.json"]);
        Assert.Equal(130, await ExitAfterAsync("INT", process, SomethingIsWritten));
        using var stream = File.OpenRead(_folder["c.json"]);
        using var document = await System.Text.Json.JsonDocument.ParseAsync(
            stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(document.RootElement.GetProperty("summary").GetProperty("interrupted").GetBoolean());
    }

    [Fact]
    public async Task Waiting_for_names_or_a_picture_can_be_interrupted()
    {
        foreach (var arguments in new string[][] { ["--files-from", "-"], ["-"] })
        {
            using var process = new Unext50().Start(["classify", .. arguments, "--out", _folder["c.txt"]]);
            var isOpen = () => Directory.GetFiles(_folder.Path, ".unext50-*").Length > 0;
            Assert.Equal(130, await ExitAfterAsync("INT", process, isOpen));
        }
    }
}
