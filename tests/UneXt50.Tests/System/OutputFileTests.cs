using System.Diagnostics;
using System.Runtime.Versioning;
using System.Text;
using Xunit;

namespace UneXt50.Tests;

[UnsupportedOSPlatform("windows")]
public sealed class OutputFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_completed_output_has_its_name_and_leaves_nothing_else()
    {
        using (var output = OutputFile.Create(_folder["a.csv"]))
        {
            output.Write("hello"u8);
            output.Complete();
        }

        Assert.Equal(["a.csv"], _folder.Names);
        Assert.Equal("hello", File.ReadAllText(_folder["a.csv"]));
    }

    [Fact]
    public void Until_it_is_complete_only_a_hidden_file_is_there()
    {
        using var output = OutputFile.Create(_folder["a.csv"]);
        output.Write("hello"u8);
        output.Flush();
        Assert.StartsWith(".", Assert.Single(_folder.Names));
    }

    [Fact]
    public void An_output_that_is_not_completed_leaves_nothing()
    {
        using (var output = OutputFile.Create(_folder["a.csv"])) output.Write("hello"u8);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void From_its_first_checkpoint_an_output_grows_under_its_name()
    {
        File.WriteAllText(_folder["a.csv"], "old and longer");
        using var output = OutputFile.Create(_folder["a.csv"]);
        output.Write("one\n"u8);
        output.Checkpoint();
        Assert.Equal(["a.csv"], _folder.Names);
        Assert.Equal("one\n", File.ReadAllText(_folder["a.csv"]));
        output.Write("two\n"u8);
        output.Checkpoint();
        Assert.Equal("one\ntwo\n", File.ReadAllText(_folder["a.csv"]));
        output.Write("three\n"u8);
        output.Complete();
        Assert.Equal("one\ntwo\nthree\n", File.ReadAllText(_folder["a.csv"]));
    }

    [Fact]
    public void An_output_that_is_not_completed_ends_at_its_last_checkpoint()
    {
        using (var output = OutputFile.Create(_folder["a.csv"]))
        {
            output.Write("one\n"u8);
            output.Checkpoint();
            output.Write("tw"u8);
            output.Flush();
        }

        Assert.Equal("one\n", File.ReadAllText(_folder["a.csv"]));
        Assert.Equal(["a.csv"], _folder.Names);
    }

    [Fact]
    public void An_earlier_file_stays_until_the_new_one_is_complete()
    {
        File.WriteAllText(_folder["a.csv"], "old");
        using (var output = OutputFile.Create(_folder["a.csv"])) output.Write("new"u8);
        Assert.Equal("old", File.ReadAllText(_folder["a.csv"]));
        Assert.Equal(["a.csv"], _folder.Names);
    }

    [Fact]
    public void An_earlier_file_is_replaced_and_hands_its_permissions_on()
    {
        const UnixFileMode PrivateFile = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        File.WriteAllText(_folder["a.csv"], "old and longer");
        File.SetUnixFileMode(_folder["a.csv"], PrivateFile);
        Complete(_folder["a.csv"], "new");
        Assert.Equal("new", File.ReadAllText(_folder["a.csv"]));
        Assert.Equal(PrivateFile, File.GetUnixFileMode(_folder["a.csv"]));
    }

    [Fact]
    public void A_new_file_has_the_permissions_of_any_new_file()
    {
        File.WriteAllText(_folder["other"], "");
        Complete(_folder["a.csv"], "new");
        Assert.Equal(File.GetUnixFileMode(_folder["other"]), File.GetUnixFileMode(_folder["a.csv"]));
    }

    [Fact]
    public void A_link_stays_a_link_and_its_target_is_replaced()
    {
        File.WriteAllText(_folder["target"], "old");
        File.CreateSymbolicLink(_folder["link"], "target");
        Complete(_folder["link"], "new");
        Assert.Equal("target", new FileInfo(_folder["link"]).LinkTarget);
        Assert.Equal("new", File.ReadAllText(_folder["target"]));
    }

    [Fact]
    public void A_link_to_nothing_yet_creates_its_target()
    {
        File.CreateSymbolicLink(_folder["link"], "target");
        Complete(_folder["link"], "new");
        Assert.Equal("new", File.ReadAllText(_folder["target"]));
    }

    [Fact]
    public void Two_outputs_of_one_name_do_not_mix()
    {
        using var first = OutputFile.Create(_folder["a.csv"]);
        using var second = OutputFile.Create(_folder["a.csv"]);
        first.Write("first"u8);
        second.Write("second"u8);
        second.Complete();
        first.Complete();
        Assert.Equal("first", File.ReadAllText(_folder["a.csv"]));
        Assert.Equal(["a.csv"], _folder.Names);
    }

    [Fact]
    public void A_name_as_long_as_the_file_system_takes_is_written()
    {
        var name = new string('n', 255);
        Complete(_folder[name], "x");
        Assert.Equal([name], _folder.Names);
    }

    [Theory]
    [InlineData("with space.csv")]
    [InlineData("line\nbreak.csv")]
    [InlineData("'quotes\".csv")]
    [InlineData("größe 🍇.csv")]
    [InlineData("-")]
    [InlineData("@x")]
    [InlineData(".hidden")]
    public void Odd_names_are_written(string name)
    {
        Complete(_folder[name], "x");
        Assert.Equal([name], _folder.Names);
    }

    [Fact]
    public void A_missing_folder_is_refused_before_any_work()
    {
        var error = Refusal(_folder["missing/a.csv"]);
        Assert.Contains(_folder["missing/a.csv"], error.Message, StringComparison.Ordinal);
        Assert.Contains("its folder does not exist; create the folder", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_where_the_folder_should_be_is_refused()
    {
        File.WriteAllText(_folder["a"], "");
        Refusal(_folder["a/b.csv"]);
        Assert.Equal(["a"], _folder.Names);
    }

    [Fact]
    public void A_folder_where_the_file_should_be_is_refused()
    {
        Assert.Contains("names a folder", Refusal(_folder.Path).Message, StringComparison.Ordinal);
        Assert.Contains("names a folder", Refusal(_folder.Path + "/").Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nul\0.csv")]
    public void What_is_no_file_name_is_refused(string path) => Refusal(path);

    [Fact]
    public void A_name_too_long_is_refused()
    {
        var path = _folder[new string('n', 256)];
        var error = Assert.Throws<UneXt50Exception>(() => Complete(path, "x"));
        Assert.Equal("the name is too long", error.Problem);
        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void A_folder_that_may_not_be_written_is_refused()
    {
        // The kernel's own folder refuses new files to everyone, root included.
        Assert.SkipUnless(Directory.Exists("/sys/kernel"), "needs /sys");
        Assert.Contains(
            Refusal("/sys/kernel/a.csv").Problem,
            (string[])["writing there is not permitted", "the file system is read-only"]);
    }

    [Fact]
    public void A_full_device_is_an_error_when_it_is_flushed()
    {
        using var output = OutputFile.Create("/dev/full");
        output.Write("hello"u8);
        var error = Assert.Throws<UneXt50Exception>(output.Flush);
        Assert.Equal((ErrorKind.Output, "/dev/full", "the disk is full"), (error.Kind, error.Subject, error.Problem));
        Assert.True(File.Exists("/dev/full"));
    }

    [Fact]
    public void After_a_failed_write_an_output_cannot_be_completed()
    {
        using var output = OutputFile.Create("/dev/full");
        Assert.Throws<UneXt50Exception>(() => output.Write(new byte[1 << 20]));
        Assert.Throws<UneXt50Exception>(output.Complete);
    }

    [Fact]
    public void A_full_disk_leaves_no_file()
    {
        var disk = _folder["disk"];
        Directory.CreateDirectory(disk);
        Assert.SkipUnless(Run("mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk), "needs the right to mount");
        try
        {
            using (var output = OutputFile.Create(Path.Join(disk, "a.npy")))
            {
                var error = Assert.Throws<UneXt50Exception>(() => output.Write(new byte[1 << 20]));
                Assert.Equal("the disk is full", error.Problem);
                Assert.Throws<UneXt50Exception>(output.Complete);
            }

            Assert.Empty(Directory.EnumerateFileSystemEntries(disk));
        }
        finally
        {
            Assert.True(Run("umount", disk));
        }
    }

    [Fact]
    public void A_device_is_written_and_not_replaced()
    {
        Complete("/dev/null", "x");
        Assert.True(File.Exists("/dev/null"));
        Assert.Equal(0, new FileInfo("/dev/null").Length);
    }

    [Fact]
    public async Task A_named_pipe_gets_each_row_as_it_is_flushed()
    {
        var pipe = NamedPipe();
        var reader = Task.Run(() => new StreamReader(pipe), TestContext.Current.CancellationToken);
        using var output = OutputFile.Create(pipe);
        using var lines = await reader;
        output.Write("first\n"u8);
        output.Flush();
        Assert.Equal("first", await lines.ReadLineAsync(TestContext.Current.CancellationToken));
        output.Complete();
        Assert.False(output.CanSeek);
    }

    [Fact]
    public async Task A_pipe_whose_reader_has_gone_is_told_apart()
    {
        var pipe = NamedPipe();
        var reader = Task.Run(() => new StreamReader(pipe), TestContext.Current.CancellationToken);
        using var output = OutputFile.Create(pipe);
        (await reader).Dispose();
        output.Write("x"u8);
        var error = Assert.Throws<UneXt50Exception>(output.Flush);
        Assert.True(OutputFile.IsClosedPipe(error));
        Assert.False(OutputFile.IsClosedPipe(Refusal(_folder["missing/a"])));
    }

    [Fact]
    public async Task A_pipe_for_content_that_is_gone_back_into_gets_it_on_completion()
    {
        var pipe = NamedPipe();
        var reader = Task.Run(() => File.ReadAllText(pipe), TestContext.Current.CancellationToken);
        using (var output = OutputFile.Create(pipe, seekable: true))
        {
            output.Write("hello"u8);
            output.Seek(0, SeekOrigin.Begin);
            output.Write("j"u8);
            output.Complete();
        }

        Assert.Equal("jello", await reader);
    }

    private static void Complete(string path, string content)
    {
        using var output = OutputFile.Create(path);
        output.Write(Encoding.UTF8.GetBytes(content));
        output.Complete();
    }

    private static UneXt50Exception Refusal(string path)
    {
        var error = Assert.Throws<UneXt50Exception>(() => OutputFile.Create(path).Dispose());
        Assert.Equal(ErrorKind.Output, error.Kind);
        return error;
    }

    private string NamedPipe()
    {
        Assert.True(Run("mkfifo", _folder["pipe"]));
        return _folder["pipe"];
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }
}
