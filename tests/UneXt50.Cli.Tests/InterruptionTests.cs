using System.Diagnostics;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>A run that is stopped leaves what it has done, complete.</summary>
public sealed class InterruptionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    // Whoever runs the tests, nohup for one, may have had signals ignored, and a program leaves those alone.
    private static Unext50 Program { get; } = new() { Through = ["env", "--default-signal"] };

    public InterruptionTests() =>
        _folder.Add("names", string.Concat(Enumerable.Repeat(Samples.Red + "\n", 1_000_000)));

    public void Dispose() => _folder.Dispose();

    private static void Signal(string signal, Process process) =>
        Process.Start("kill", [$"-{signal}", $"{process.Id}"]).WaitForExit();

    private static async Task<int> ExitAfterAsync(string signal, Process process, Func<bool> underWay)
    {
        await UntilAsync(underWay);
        Signal(signal, process);
        return await EndAsync(process);
    }

    private static async Task UntilAsync(Func<bool> underWay)
    {
        var waiting = Stopwatch.StartNew();
        while (!underWay() && waiting.Elapsed < Unext50.Patience)
            await Task.Delay(20, TestContext.Current.CancellationToken);
    }

    private static async Task<int> EndAsync(Process process)
    {
        var token = TestContext.Current.CancellationToken;
        await process.WaitForExitAsync(token).WaitAsync(Unext50.Patience, token);
        return process.ExitCode;
    }

    private bool AnOutputIsOpen() =>
        Directory.EnumerateFiles(_folder.Path, ".unext50-*.tmp").Any();

    private bool SomethingIsWritten() =>
        Directory.EnumerateFiles(_folder.Path, ".unext50-*").Any(file => new FileInfo(file).Length > 100_000);

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    [InlineData("HUP", 129)]
    [InlineData("QUIT", 131)]
    [InlineData("XCPU", 152)]
    public async Task An_array_is_valid_with_the_rows_so_far(string signal, int exitCode)
    {
        using var process = Program.Start(
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
        using var process = Program.Start(
            "classify", "--format", "json", "--files-from", _folder["names"], "--out", _folder["c.json"]);
        Assert.Equal(130, await ExitAfterAsync("INT", process, SomethingIsWritten));
        using var stream = File.OpenRead(_folder["c.json"]);
        using var document = await System.Text.Json.JsonDocument.ParseAsync(
            stream, cancellationToken: TestContext.Current.CancellationToken);
        Assert.True(document.RootElement.GetProperty("summary").GetProperty("interrupted").GetBoolean());
    }

    [Theory]
    [InlineData("INT", 130)]
    [InlineData("TERM", 143)]
    public async Task Several_signals_at_once_are_one(string signal, int exitCode)
    {
        using var process = Program.Start(
            "features", "--files-from", _folder["names"], "--out", _folder["v.npy"]);
        await UntilAsync(SomethingIsWritten);
        var three = string.Join("; ", Enumerable.Repeat($"kill -{signal} {process.Id}", 3));
        Process.Start("/bin/sh", ["-c", three]).WaitForExit();
        Assert.Equal(exitCode, await EndAsync(process));
        Assert.InRange(Npy.Read(_folder["v.npy"]).Shape[0], 1, 999_999);
        Assert.Empty(Directory.GetFiles(_folder.Path, ".unext50-*"));
    }

    [Fact]
    public async Task A_second_signal_after_a_second_ends_what_does_not_end()
    {
        // Nobody reads from its standard output, which is soon full.
        using var stuck = Program.Start("classify", "--files-from", _folder["names"], "--format", "csv");
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Signal("TERM", stuck);
        await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
        Signal("TERM", stuck);
        Assert.Equal(143, await EndAsync(stuck));
    }

    [Theory]
    [InlineData("classify", "c.csv")]
    [InlineData("classify", "c.json")]
    [InlineData("features", "c.npy")]
    public async Task Stopped_before_the_first_row_it_leaves_the_earlier_output(string command, string name)
    {
        _folder.Add(name, "old");
        using var process = Program.Start(command, "--files-from", "-", "--out", _folder[name]);
        Assert.Equal(130, await ExitAfterAsync("INT", process, AnOutputIsOpen));
        Assert.Equal("old", File.ReadAllText(_folder[name]));
        Assert.Equal([name, "names"], _folder.Names);
    }

    [Theory]
    [InlineData("classify", "c.csv")]
    [InlineData("preprocess", "c.npy")]
    public async Task A_pipe_that_nobody_writes_into_does_not_hold_it_up(string command, string name)
    {
        _folder.Shell("mkfifo pipe.jpg");
        using var process = Program.Start(command, _folder["pipe.jpg"], "--out", _folder[name]);
        Assert.Equal(143, await ExitAfterAsync("TERM", process, AnOutputIsOpen));
        Assert.Equal(["names", "pipe.jpg"], _folder.Names);
    }

    [Theory]
    [InlineData("classify", "--out", "c.csv")]
    [InlineData("classify", "--batch", "2", "--out", "c.csv")]
    [InlineData("features", "--threads", "2", "--out", "c.npy")]
    public async Task A_network_without_an_end_is_ended_by_the_first_signal(params string[] arguments)
    {
        File.WriteAllBytes(_folder["endless.onnx"], new TinyModel { Ends = false }.ToBytes());
        using var process = (Program with { Folder = _folder.Path }).Start(
            [.. arguments, "--files-from", "names", "--model", "endless.onnx"]);
        Assert.Equal(143, await ExitAfterAsync("TERM", process, AnOutputIsOpen));
        Assert.Equal(["endless.onnx", "names"], _folder.Names);
    }

    [Theory]
    [InlineData("model", "quantize", "endless.onnx", "--calibration", "photos", "--out", "q.onnx")]
    [InlineData("model", "verify", "endless.onnx", "endless.onnx", "--photos", "photos")]
    public async Task A_tool_that_runs_a_network_without_an_end_is_ended_too(params string[] arguments)
    {
        File.WriteAllBytes(_folder["endless.onnx"], new TinyModel { Ends = false }.ToBytes());
        Directory.CreateDirectory(_folder["photos"]);
        Samples.WriteGrey(_folder["photos/a.png"], 90);
        var names = _folder.Names;
        using var process = (Program with { Folder = _folder.Path }).Start(arguments);
        await Task.Delay(TimeSpan.FromSeconds(3), TestContext.Current.CancellationToken);
        Signal("TERM", process);
        Assert.Equal(143, await EndAsync(process));
        Assert.Equal(names, _folder.Names);
    }

    [Fact]
    public async Task A_training_that_is_stopped_at_any_time_changes_nothing()
    {
        foreach (var (label, level) in new[] { ("dark", 10), ("light", 200) })
        {
            Directory.CreateDirectory(_folder[$"classes/{label}"]);
            for (var i = 0; i < 4; i++) Samples.WriteGrey(_folder[$"classes/{label}/{i}.png"], (byte)(level + i));
        }

        string[] arguments = ["head", "train", "classes", "--out", "h.head.onnx", "--folds", "2"];
        var program = Program with { Folder = _folder.Path };
        program.With(arguments).Exits(0);
        var names = _folder.Names;
        for (var milliseconds = 0; milliseconds < 400; milliseconds += 40)
        {
            using var process = program.Start(arguments);
            await Task.Delay(milliseconds, TestContext.Current.CancellationToken);
            Signal("TERM", process);
            Assert.Contains(await EndAsync(process), (int[])[0, 143]);
            Assert.Equal(names, _folder.Names);
        }
    }

    [Fact]
    public async Task Waiting_for_names_or_a_picture_can_be_interrupted()
    {
        foreach (var arguments in new string[][] { ["--files-from", "-"], ["-"] })
        {
            using var process = Program.Start(["classify", .. arguments, "--out", _folder["c.txt"]]);
            var isOpen = () => Directory.GetFiles(_folder.Path, ".unext50-*").Length > 0;
            Assert.Equal(130, await ExitAfterAsync("INT", process, isOpen));
        }
    }
}
