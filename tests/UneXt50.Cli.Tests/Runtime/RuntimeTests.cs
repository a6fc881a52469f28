using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests.Runtime;

/// <summary><c>--onnxruntime</c>: the owner's library in place of ours.</summary>
public sealed class RuntimeTests : IDisposable
{
    private static readonly string Model = Unext50.InRepository("models/unext50-leaf33-int8.onnx");
    private static readonly string Leaf = Unext50.InRepository("tests/samples/leaf.jpg");

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Answer Classify(string library, params string[] more) => Unext50.Run(
        ["classify", "-m", Model, "--engine", "onnxruntime", "--onnxruntime", library, "--format", "csv", .. more, Leaf]);

    [Fact]
    public void Every_version_from_the_oldest_on_gives_the_same_bytes_by_folder_and_by_file()
    {
        var folders = Directory.GetDirectories(Stub.OldRuntimes());
        var ours = Unext50.Run("classify", "-m", Model, "--engine", "onnxruntime", "--format", "csv", Leaf).Exits(0);

        Assert.Contains("1.30.0", folders.Select(Path.GetFileName));
        Assert.All(folders, folder =>
        {
            var theirs = Classify(folder, "--stats").Exits(0);
            Assert.Equal(ours.Output, theirs.Output);
            Assert.Contains($"engine        onnxruntime {Path.GetFileName(folder)}\n", theirs.Error, StringComparison.Ordinal);
        });
        var file = Directory.GetFiles(Path.Join(Stub.OldRuntimes(), "1.30.0"), "libonnxruntime.so*").Single();
        Assert.Equal(ours.Output, Classify(file).Exits(0).Output);
    }

    [Fact]
    public void A_version_that_takes_no_plug_ins_says_so()
    {
        var old = Path.Join(Stub.OldRuntimes(), "1.20.1");
        Assert.SkipUnless(Directory.Exists(old), "tests/old-runtimes.sh has fetched no onnxruntime 1.20.1: it had no npm");
        Unext50.Run("classify", "--onnxruntime", old, "--provider", Stub.Provider(_folder), Samples.Red)
            .Fails(10, "libtimes.so: onnxruntime 1.20.1 takes no providers by file; take one from 1.22 on");
    }

    [Fact]
    public void Where_our_own_engine_runs_the_model_it_is_said_that_the_named_one_does_not()
    {
        string[] run = ["classify", "-m", Model, "--onnxruntime", Stub.OwnRuntime, "--engine", "native", Leaf];

        Assert.Contains($"{Stub.OwnRuntime}: our own engine runs this model, not that onnxruntime; add --engine onnxruntime",
            Unext50.Run(run).Exits(0).Error, StringComparison.Ordinal);
        Assert.Empty(Unext50.Run([.. run, "--quiet"]).Exits(0).Error);
    }

    [Fact]
    public void Our_own_by_its_path_gives_the_same_bytes()
    {
        var ours = Unext50.Run("classify", "-m", Model, "--engine", "onnxruntime", "--format", "csv", Leaf).Exits(0);
        Assert.Equal(ours.Output, Classify(Stub.OwnRuntime).Exits(0).Output);
        Assert.Equal(ours.Output, Classify(Path.GetDirectoryName(Stub.OwnRuntime)!).Exits(0).Output);
    }

    [Fact]
    public void What_is_no_onnxruntime_is_refused()
    {
        _folder.Add("notes.so", "Not a library, but a text of more than sixty-four bytes, which is what a header has.");
        _folder.Add("short.so", "ELF");
        Classify(_folder["notes.so"]).Fails(10, "notes.so: it is no shared library; name libonnxruntime.so");
        Classify(_folder["short.so"]).Fails(10, "short.so: it is no shared library");
        Classify(_folder["none.so"]).Fails(10, "none.so: there is no such file");
        Classify(_folder.Path).Fails(10, "there is no libonnxruntime.so in it; name the file, or the folder that has it");
        Classify("").Fails(2, "--onnxruntime: the name is empty");
        _folder.Add("python/onnxruntime_pybind11_state.cpython-310-aarch64-linux-gnu.so", "");
        Classify(_folder["python"]).Fails(10, "it has onnxruntime for Python only", "--build_shared_lib");
    }

    [Fact]
    public void A_library_of_something_else_is_refused()
    {
        File.Copy(Stub.Provider(_folder), _folder["libonnxruntime.so"]);
        Classify(_folder.Path).Fails(10, "libonnxruntime.so: it is another library; name libonnxruntime.so");
    }

    [Fact]
    public void A_library_for_another_processor_is_refused_without_being_loaded()
    {
        var bytes = File.ReadAllBytes(Stub.Runtime(_folder, "1.31.1", "CRASH"));
        var isArm = bytes[18] == 183;
        bytes[18] = (byte)(isArm ? 62 : 183);
        File.WriteAllBytes(_folder["other.so"], bytes);
        var (theirs, ours) = isArm ? ("x64", "arm64") : ("arm64", "x64");
        Classify(_folder["other.so"])
            .Fails(10, $"other.so: it is for {theirs}, and this machine is {ours}; get the one for {ours}");
        bytes[4] = 1;
        bytes[18] = 40;
        File.WriteAllBytes(_folder["other.so"], bytes);
        Classify(_folder["other.so"]).Fails(10, "it is for Arm (32 bit), and this machine is");
    }

    [Fact]
    public void A_library_that_is_cut_short_is_refused_wherever_it_ends()
    {
        var bytes = File.ReadAllBytes(Stub.OwnRuntime);
        foreach (var length in (int[])[63, 64, 200, 4096, bytes.Length / 2])
        {
            File.WriteAllBytes(_folder["cut.so"], bytes[..length]);
            Classify(_folder["cut.so"]).Fails(10, "cut.so: it is ");
        }
    }

    [Fact]
    public void A_version_that_is_too_old_or_unknown_is_refused_with_both_named()
    {
        Classify(Stub.Runtime(_folder, "1.13.1")).Fails(10,
            "it is onnxruntime 1.13.1, and 1.14 is the oldest that can be used; take one from 1.14 on; "
            + "this program was made with 1.31.1");
        Classify(Stub.Runtime(_folder, "2.0.0")).Fails(10, "it calls itself onnxruntime '2.0.0', and 1.14 is the oldest");
        Classify(Stub.Runtime(_folder, "")).Fails(10, "it calls itself onnxruntime '', and 1.14 is the oldest");
        Classify(Stub.Runtime(_folder, "1.31.1", "EMPTY"))
            .Fails(10, "it calls itself onnxruntime 1.31.1, and does not give its functions; install it again");
    }

    [Fact]
    public void A_library_that_crashes_or_ends_the_program_at_load_is_told_of()
    {
        Classify(Stub.Runtime(_folder, "1.31.1", "CRASH"))
            .Fails(10, "libonnxruntime.so: it crashes while it is loaded (signal 6); it is damaged, or was built for");
        Classify(Stub.Runtime(_folder, "1.31.1", "QUIT")).Fails(10, "libonnxruntime.so: it ends the program that loads it");
    }

    [Fact]
    public void A_library_that_passed_is_not_tried_again_until_it_changes()
    {
        var program = new Unext50 { Variables = new Dictionary<string, string> { ["CACHE_DIRECTORY"] = _folder["cache"] } };
        string[] classify =
            ["classify", "--onnxruntime", _folder["here"], "--provider", "cpu", Samples.Red];
        Directory.CreateDirectory(_folder["here"]);
        File.Copy(Stub.OwnRuntime, _folder["here/libonnxruntime.so"]);
        program.With(classify).Exits(0);
        var first = File.ReadAllBytes(_folder["cache/runtimes"]);
        program.With(classify).Exits(0);
        Assert.Equal(first, File.ReadAllBytes(_folder["cache/runtimes"]));

        File.Copy(Stub.Runtime(_folder, "1.31.1", "CRASH"), _folder["here/libonnxruntime.so"], overwrite: true);
        program.With(classify).Fails(10, "it crashes while it is loaded");
        Assert.Equal(first, File.ReadAllBytes(_folder["cache/runtimes"]));
    }

    [Fact]
    public void The_variable_names_one_too_and_nothing_is_looked_at_where_the_native_engine_runs()
    {
        var program = new Unext50
        {
            Variables = new Dictionary<string, string> { ["UNEXT50_ONNXRUNTIME"] = _folder["none.so"] },
        };
        program.With("classify", "-m", Model, "--engine", "onnxruntime", Leaf).Fails(10, "none.so: there is no such file");
        program.With("classify", "-m", Model, "--engine", "native", Leaf).Exits(0);
        program.With("classify", "--onnxruntime", Stub.OwnRuntime, Samples.Red).Exits(0);
    }

    [Theory]
    [InlineData("features", "RED")]
    [InlineData("bench", "MODEL", "--runs", "1", "--starts", "1")]
    [InlineData("model", "verify", "MODEL", "MODEL", "--photos", "PHOTOS")]
    [InlineData("serve", "--listen", "127.0.0.1:0")]
    [InlineData("head", "train", "PHOTOS", "--out", "x.head.onnx")]
    public void Every_command_that_runs_a_model_takes_it(params string[] words)
    {
        Directory.CreateDirectory(_folder["photos/a"]);
        Directory.CreateDirectory(_folder["photos/b"]);
        for (byte i = 0; i < 6; i++) Samples.WriteGrey(_folder[$"photos/{(i < 3 ? "a" : "b")}/{i}.png"], i);
        string[] command =
        [
            .. words.Select(word => word switch
            {
                "RED" => Samples.Red, "MODEL" => Samples.Model, "PHOTOS" => _folder["photos"], _ => word,
            }),
        ];
        var program = new Unext50 { Folder = _folder.Path };
        var answer = program.With([.. command, "--onnxruntime", _folder["none.so"]]).Exits(10);
        Assert.Contains("none.so: there is no such file", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Doctor_says_which_one_it_is_and_what_is_wrong_with_it()
    {
        Unext50.Run("doctor", "--onnxruntime", Stub.OwnRuntime).Exits(0)
            .Shows($"ok       onnxruntime   1.31.1: {Stub.OwnRuntime}, with cpu");
        Unext50.Run("doctor", "--onnxruntime", _folder["none.so"]).Exits(7)
            .Shows("problem  onnxruntime", "none.so: there is no such file");
        Unext50.Run("doctor", "--onnxruntime", Stub.Runtime(_folder, "1.31.1", "CRASH")).Exits(7)
            .Shows("problem  onnxruntime", "it crashes while it is loaded (signal 6)");
    }
}
