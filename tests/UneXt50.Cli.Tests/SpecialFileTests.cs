using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>Pipes, devices, sockets and folders where a file is wanted are refused by what they are, and never waited for.</summary>
public sealed class SpecialFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public SpecialFileTests()
    {
        _folder.Shell("mkfifo pipe; mkdir folder");
        File.Copy(Samples.Model, _folder["model.onnx"]);
        File.Copy(Samples.Red, _folder["red.png"]);
        using var socket = new System.Net.Sockets.Socket(
            System.Net.Sockets.AddressFamily.Unix, System.Net.Sockets.SocketType.Stream, 0);
        socket.Bind(new System.Net.Sockets.UnixDomainSocketEndPoint(_folder["bound"]));
        _folder.Shell("cp -a bound socket 2> /dev/null || mkfifo socket");
    }

    public void Dispose() => _folder.Dispose();

    private Answer Run(params string[] arguments) => new Unext50 { Folder = _folder.Path }.With(arguments);

    [Theory]
    [InlineData("/dev/zero", "it is a device")]
    [InlineData("/dev/tty", "it is a device")]
    [InlineData("/dev/null", "it is a device")]
    [InlineData("folder/", "no pictures")]
    [InlineData("/proc/kmsg", "kernel")]
    public void A_node_that_is_no_picture_is_not_read(string path, string problem)
    {
        var answer = Run("classify", path, "red.png", "--format", "csv", "--top", "1").Exits(1);
        Assert.Contains(problem, answer.Error, StringComparison.Ordinal);
        Assert.Equal(3, answer.OutputLines.Length);
    }

    [Theory]
    [InlineData(3, "classify", "red.png", "--model", "NODE")]
    [InlineData(3, "classify", "red.png", "--head", "NODE")]
    [InlineData(3, "model", "info", "NODE")]
    [InlineData(3, "head", "info", "NODE")]
    [InlineData(3, "model", "verify", "NODE", "model.onnx", "--photos", "red.png")]
    [InlineData(3, "model", "quantize", "NODE", "--calibration", "red.png", "--out", "out.onnx")]
    [InlineData(5, "model", "import", "NODE", "--size", "32", "--out", "out.onnx")]
    [InlineData(5, "model", "import", "red.png", "--labels", "NODE", "--size", "32", "--out", "out.onnx")]
    [InlineData(5, "model", "fetch", "--catalogue", "NODE")]
    public void It_is_refused_in_place_of_every_other_file(int exitCode, params string[] arguments)
    {
        foreach (var node in (string[])["pipe", "/dev/zero", "folder", "socket"])
        {
            var answer = Run([.. arguments.Select(word => word == "NODE" ? node : word)]).Exits(exitCode);
            Assert.Contains(node, answer.ErrorLine, StringComparison.Ordinal);
            Assert.DoesNotContain("out.onnx", _folder.Names);
        }
    }

    [Theory]
    [InlineData("h.head.features.safetensors", "head", "train", "classes", "--out", "h.head.onnx")]
    [InlineData("v.index.csv", "features", "red.png", "--out", "v.npy")]
    [InlineData("v.npy.run.json", "features", "red.png", "--out", "v.npy")]
    [InlineData("v.csv.run.json", "classify", "red.png", "--out", "v.csv")]
    [InlineData("v.csv.run.json", "classify", "red.png", "--out", "v.csv", "--resume")]
    public void Beside_an_output_it_is_told_and_not_waited_for(string node, params string[] arguments)
    {
        _folder.Shell($"mkfifo {node}; mkdir -p classes/a classes/b; cp red.png classes/a; cp red.png classes/b/2.png");
        Assert.Contains($"{node}: it is a pipe", Run(arguments).Exits(4).Error, StringComparison.Ordinal);
        Assert.Contains(node, _folder.Names);
    }

    [Fact]
    public void A_record_that_is_no_file_is_refused_by_what_reads_it()
    {
        Run("classify", "red.png", "--out", "a.csv", "--shard", "1/1").Exits(0);
        _folder.Shell("rm a.csv.run.json; mkfifo a.csv.run.json");
        Assert.Contains("a.csv.run.json", Run("classify", "merge", "a.csv", "--out", "b.csv").Error, StringComparison.Ordinal);
        _folder.Shell("rm a.csv.run.json");
    }

    [Fact]
    public void A_list_of_names_may_come_through_a_pipe_and_not_from_a_device()
    {
        Run("classify", "--files-from", "/dev/zero").Fails(1, "/dev/zero", "it is a device");
        var answer = new Unext50
        {
            Folder = _folder.Path,
            Through = ["/bin/bash", "-c", "(echo red.png; sleep 0.3; echo red.png) > pipe & \"$0\" \"$@\""],
        }.With("classify", "--files-from", "pipe", "--format", "csv", "--top", "1").Exits(0);
        Assert.Equal(3, answer.OutputLines.Length);
    }

    [Fact]
    public void A_picture_may_come_through_a_pipe()
    {
        new Unext50
        {
            Folder = _folder.Path,
            Through = ["/bin/bash", "-c", "(sleep 0.3; cat red.png) > pipe & \"$0\" \"$@\""],
        }.With("classify", "pipe", "--top", "1").Exits(0);
        new Unext50 { Folder = _folder.Path, Through = ["/bin/bash", "-c", "\"$0\" \"$@\" <(cat red.png)"] }
            .With("classify", "--top", "1").Exits(0);
        new Unext50 { Folder = _folder.Path, Through = ["/bin/bash", "-c", "\"$0\" \"$@\" <(true)"] }
            .With("classify", "--top", "1").Fails(1, "it is empty");
    }

    [Theory]
    [InlineData("mkfifo")]
    [InlineData("mkdir")]
    [InlineData("ln -s /dev/zero")]
    [InlineData("ln -s nowhere")]
    public void What_stands_in_the_cache_where_an_entry_should_be_is_not_waited_for(string make)
    {
        var program = new Unext50
        {
            Folder = _folder.Path,
            Variables = new Dictionary<string, string> { ["XDG_CACHE_HOME"] = _folder["cache"] },
        };
        var model = Unext50.InRepository("models/unext50-leaf33-int8.onnx");
        string[] classify = ["classify", "red.png", "--model", model, "--out", "out.csv"];
        program.With(classify).Exits(0);
        var entries = Directory.GetFiles(_folder["cache/unext50"], "*", SearchOption.AllDirectories);
        Assert.NotEmpty(entries);
        foreach (var entry in entries) _folder.Shell($"rm {entry}; {make} {entry}");
        program.With(classify).Exits(0);
    }
}
