using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>Outputs are whole or absent, and what stands in their way is said.</summary>
public sealed class OutputTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string[] Left() => [.. Directory.GetFileSystemEntries(_folder.Path).Select(Path.GetFileName).Order()!];

    [Theory]
    [InlineData("classify", "c.csv")]
    [InlineData("features", "v.npy")]
    [InlineData("preprocess", "x.npy")]
    public void A_missing_folder(string command, string name)
    {
        var path = _folder["none/" + name];
        Unext50.Run(command, Samples.Red, "--out", path).Fails(4, path, "its folder does not exist");
        Assert.Empty(Left());
    }

    [Fact]
    public void A_folder_in_place_of_a_file() =>
        Unext50.Run("features", Samples.Red, "--out", _folder.Path).Fails(4, _folder.Path, "folder");

    [Fact]
    public void A_folder_that_may_not_be_written_to()
    {
        _folder.Shell("mkdir locked && chmod 555 locked");
        new Unext50 { Through = Rights.None }
            .With("features", Samples.Red, "--out", _folder["locked/v.npy"]).Fails(4, "not permitted");
        Assert.Empty(Directory.GetFileSystemEntries(_folder["locked"]));
    }

    [Theory]
    [InlineData("classify", "csv")]
    [InlineData("classify", "json")]
    [InlineData("features", "npy")]
    public void A_full_device(string command, string format) =>
        Unext50.Run(command, Samples.Red, "--format", format, "--out", "/dev/full")
            .Fails(4, "/dev/full", "the disk is full");

    [Fact]
    public void A_full_device_as_standard_output() =>
        new Unext50 { Through = ["/bin/sh", "-c", "\"$0\" \"$@\" > /dev/full"] }
            .With("classify", Samples.Red).Fails(4, "standard output", "the disk is full");

    [Fact]
    public void A_disk_that_fills_up_keeps_what_was_there_before_and_nothing_partial()
    {
        _folder.Add("names", string.Concat(Enumerable.Repeat(Samples.Red + "\n", 20_000)));
        // A file system of 64 KB of its own, which only the superuser may have.
        string[] through = ["unshare", "-m", "/bin/sh", "-c",
            "mkdir disk && mount -t tmpfs -o size=64k none disk || exit 99; echo old > disk/v.npy; "
            + "\"$0\" \"$@\"; code=$?; ls -A disk; cat disk/v.npy; exit $code"];
        var answer = new Unext50 { Through = through, Folder = _folder.Path }
            .With("features", "--files-from", "names", "--quiet", "--out", "disk/v.npy");
        if (answer.ExitCode is 99 or 1) Assert.Skip("no right to mount a file system here");
        answer.Fails(4, "the disk is full");
        Assert.Equal(["v.npy", "old"], answer.OutputLines);
    }

    [Theory]
    [InlineData("classify", "v.csv")]
    [InlineData("classify", "v.json")]
    [InlineData("features", "v.npy")]
    [InlineData("features", "v.jsonl")]
    [InlineData("preprocess", "v.npy")]
    public void A_disk_that_is_full_already_is_told(string command, string output)
    {
        string[] through = ["unshare", "-m", "/bin/sh", "-c",
            "mkdir disk && mount -t tmpfs -o size=64k none disk || exit 99; cat /dev/zero > disk/filling 2> /dev/null; "
            + "\"$0\" \"$@\"; code=$?; ls -A disk; exit $code"];
        var answer = new Unext50 { Through = through, Folder = _folder.Path }
            .With(command, Samples.Red, "--quiet", "--out", "disk/" + output);
        if (answer.ExitCode is 99 or 1) Assert.Skip("no right to mount a file system here");
        answer.Fails(4, "the disk is full");
        Assert.Equal(["filling"], answer.OutputLines);
    }

    [Fact]
    public void A_failing_run_leaves_an_older_output_as_it_was()
    {
        _folder.Add("v.npy", "old");
        new Unext50 { Variables = new Dictionary<string, string> { ["UNEXT50_MODEL"] = _folder["none.onnx"] } }
            .With("features", Samples.Red, "--out", _folder["v.npy"]).Exits(3);
        Assert.Equal("old", File.ReadAllText(_folder["v.npy"]));
        Assert.Equal(["v.npy"], Left());
    }

    [Fact]
    public void A_reader_that_has_had_enough_ends_the_run_quietly_and_well()
    {
        _folder.Add("names", string.Concat(Enumerable.Repeat(Samples.Red + "\n", 200_000)));
        var answer = new Unext50
        {
            Through = ["/bin/bash", "-c", "\"$0\" \"$@\" | head -1; echo ${PIPESTATUS[0]}"],
        }.With("classify", "--top", "1", "--files-from", _folder["names"]).Exits(0);
        Assert.Equal("", answer.Error);
        Assert.Equal(2, answer.OutputLines.Length);
        Assert.Equal("0", answer.OutputLines[1]);
    }

    [Fact]
    public void Help_into_a_closed_pipe_is_no_error()
    {
        var answer = new Unext50 { Through = ["/bin/sh", "-c", "\"$0\" \"$@\" | true"] }.With("--help").Exits(0);
        Assert.Equal("", answer.Error);
    }

    [Fact]
    public void What_others_append_to_the_same_file_is_kept()
    {
        string[] through = ["/bin/sh", "-c", "{ echo before; \"$0\" \"$@\"; echo after; } > all"];
        new Unext50 { Folder = _folder.Path, Through = through }
            .With("classify", "--format", "csv", "--top", "1", Samples.Red).Exits(0);
        var lines = File.ReadAllLines(_folder["all"]);
        Assert.Equal(4, lines.Length);
        Assert.Equal("before", lines[0]);
        Assert.Equal("after", lines[3]);
    }
}
