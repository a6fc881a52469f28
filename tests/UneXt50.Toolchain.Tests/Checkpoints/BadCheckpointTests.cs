using System.Buffers.Binary;
using System.IO.Compression;
using UneXt50.Toolchain.Checkpoints;
using Xunit;

namespace UneXt50.Toolchain.Tests.Checkpoints;

public sealed class BadCheckpointTests : IDisposable
{
    private static readonly CheckpointTensor Pair = new("pair", [2], [1f, 2f]);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_missing_file_is_an_error() => Refused(_folder.File("absent.pth"), "there is no such file");

    [Fact]
    public void A_folder_is_an_error() => Refused(Path.GetTempPath(), "it is a folder");

    [Fact]
    public void A_device_is_an_error_and_not_read_for_ever() =>
        Refused("/dev/zero", "it is a device, and a file is needed");

    [Fact]
    public void An_empty_file_is_an_error() => Refused(Array.Empty<byte>(), "the file is empty");

    [Fact]
    public void A_file_of_another_kind_is_an_error() =>
        Refused("Not a checkpoint"u8.ToArray(), "not a checkpoint");

    [Fact]
    public void A_truncated_file_is_an_error_wherever_it_ends()
    {
        var whole = File.ReadAllBytes(Golden.File("resnext14_2x3d.pth"));
        for (var length = 4; length < whole.Length; length += 997) Refused(whole[..length], "");
        Refused(whole[..^1], "truncated");
    }

    [Fact]
    public void A_changed_weight_is_an_error()
    {
        var file = File.ReadAllBytes(Golden.File("resnext14_2x3d.pth"));
        var weights = file.AsSpan().IndexOf("/data/0"u8);
        file[weights + 300] ^= 1;

        Refused(file, "checksum differs");
    }

    [Fact]
    public void A_zip_of_something_else_is_an_error() =>
        Refused(TorchFile.Zip([("word/document.xml", [1, 2, 3])]), "not one that torch.save wrote");

    [Fact]
    public void A_pickle_that_would_run_a_command_is_refused_by_name_and_nothing_runs()
    {
        var marker = _folder.File("marker");
        var pickle = new Pickle().Global("os", "system").Raw('(').Text($"touch {marker}").Raw('t', 'R');

        Refused(TorchFile.Of(pickle), "pickle names os.system, which is not a tensor");
        Assert.False(File.Exists(marker));
    }

    [Theory]
    [InlineData("builtins", "eval")]
    [InlineData("torch", "load")]
    [InlineData("collections", "OrderedDict.__init__")]
    public void Names_taken_from_the_stack_are_refused_too(string module, string name) => Refused(
        TorchFile.Of(new Pickle().Text(module).Text(name).Raw(0x93, ')', 'R')), $"pickle names {module}.{name}");

    [Fact]
    public void A_hostile_name_does_not_reach_the_terminal_as_a_command()
    {
        var error = Refused(TorchFile.Of(new Pickle().Global("os", "\x1b[2J" + new string('x', 100_000))), "os.?[2J");

        Assert.InRange(error.Message.Length, 1, 5_000);
    }

    [Fact]
    public void An_opcode_without_use_for_tensors_is_an_error() =>
        Refused(TorchFile.Of(new Pickle().Raw('i')), "uses opcode 0x69");

    [Fact]
    public void A_tower_of_a_million_marks_is_an_error() =>
        Refused(TorchFile.Of(new Pickle().Raw(Enumerable.Repeat((int)'(', 1_000_000).ToArray())), "pickle is damaged");

    [Fact]
    public void A_million_tuples_inside_each_other_are_an_error() => Refused(
        TorchFile.Of(new Pickle().Raw(')').Raw(Enumerable.Repeat(0x85, 1_000_000).ToArray())), "holds no state dict");

    [Fact]
    public void A_list_that_contains_itself_is_an_error() =>
        Refused(TorchFile.Of(new Pickle().Raw(']', 'q', 0, 'h', 0, 'a')), "holds no state dict");

    [Fact]
    public void A_pickle_beyond_every_network_is_an_error() =>
        Refused(TorchFile.Of(new Pickle().Raw(new int[5 << 20])), "its pickle has 5242883 bytes");

    [Fact]
    public void Text_longer_than_the_pickle_is_an_error() =>
        Refused(TorchFile.Of(new Pickle().Raw('X', 0xff, 0xff, 0xff, 0xff)), "truncated");

    [Fact]
    public void A_zip_bomb_is_an_error() => Refused(
        TorchFile.Zip([("archive/data.pkl", new byte[64 << 20])], CompressionLevel.Optimal), "is compressed");

    [Fact]
    public void Overlapping_members_are_an_error()
    {
        var file = TorchFile.Of(Pair, Pair with { Name = "other", Key = "other" });
        // The second storage's directory entry is pointed at the first one's header.
        var entry = file.AsSpan().LastIndexOf("archive/data/other"u8) - 46;
        BinaryPrimitives.WriteInt32LittleEndian(file.AsSpan(entry + 42), file.AsSpan().IndexOf("PK\x3\x4"u8));

        Refused(file, "overlaps the next one");
    }

    [Fact]
    public void A_member_longer_than_the_file_is_an_error()
    {
        var file = TorchFile.Of(Pair);
        var entry = file.AsSpan().LastIndexOf("archive/data/pair"u8) - 46;
        file.AsSpan(entry + 20, 8).Fill(0x7f);

        Refused(file, "overlaps the next one");
    }

    [Fact]
    public void More_members_than_a_checkpoint_has_are_an_error()
    {
        var file = TorchFile.Of(Pair);
        file.AsSpan(file.Length - 14, 4).Fill(0xff);

        Refused(file, "lists 65535 members");
    }

    [Fact]
    public void A_member_that_occurs_twice_is_an_error() =>
        Refused(TorchFile.Zip([("a/data.pkl", [1]), ("a/data.pkl", [1])]), "occurs twice");

    [Theory]
    [InlineData(1, 2, 1)]
    [InlineData(0, 3, 1)]
    [InlineData(0, 2, 2)]
    [InlineData(0, 2, int.MaxValue)]
    [InlineData(int.MaxValue, 2, 1)]
    [InlineData(-1, 2, 1)]
    [InlineData(0, int.MaxValue, 1)]
    [InlineData(3, 0, 1)]
    public void A_tensor_outside_its_storage_is_an_error(int offset, int extent, int stride) => Refused(
        TorchFile.Of(Pair with { Offset = offset, Shape = [extent], Strides = [stride] }), "does not fit its storage");

    [Fact]
    public void Shapes_whose_product_overflows_are_an_error() => Refused(
        TorchFile.Of(Pair with { Shape = [1 << 16, 1 << 16, 1 << 16, 1 << 16], Strides = [0, 0, 0, 0] }),
        "does not fit its storage");

    [Fact]
    public void A_negative_extent_is_an_error() =>
        Refused(TorchFile.Of(Pair with { Shape = [-1] }), "impossible shape");

    [Theory]
    [InlineData(3)]
    [InlineData(1)]
    [InlineData(int.MaxValue)]
    public void A_storage_of_another_size_than_claimed_is_an_error(int count) => Refused(
        TorchFile.Of(Pair with { StorageCount = count, Shape = [1], Strides = [1] }), "has 8 bytes where the");

    [Fact]
    public void A_storage_that_is_missing_is_an_error() =>
        Refused(TorchFile.Of(Pickle.StateDict(Pair)), "'archive/data/pair' is missing");

    [Fact]
    public void A_storage_is_never_looked_for_outside_the_archive()
    {
        var secret = _folder.File("secret", [0, 0, 0, 0, 0, 0, 0, 0]);

        Refused(TorchFile.Of(Pickle.StateDict(Pair with { Key = secret })), "is missing");
        Refused(TorchFile.Of(Pickle.StateDict(Pair with { Key = "../../" + secret })), "is missing");
    }

    [Fact]
    public void Tensors_that_unfold_to_more_than_the_file_are_an_error()
    {
        var big = new CheckpointTensor("0", [100_000], new float[100_000]) { Key = "0" };
        var views = Enumerable.Range(0, 1000).Select(i => big with { Name = $"{i}" }).ToArray();

        Refused(TorchFile.Of(views), "claim more elements than the file can hold");
    }

    [Fact]
    public void A_name_that_occurs_twice_is_an_error() => Refused(TorchFile.Of(Pair, Pair), "'pair' occurs twice");

    [Fact]
    public void A_big_endian_checkpoint_is_an_error() => Refused(TorchFile.Zip(
        [("a/data.pkl", Pickle.StateDict(Pair).ToArray()), ("a/byteorder", "big"u8.ToArray())]), "big-endian");

    [Fact]
    public void Something_else_than_tensors_is_no_checkpoint() => Refused(
        TorchFile.Of(new Pickle().Raw('}').Text("epoch").Number(3).Raw('s')), "holds no floating-point tensors");

    [Theory]
    [InlineData(']')]
    [InlineData('}')]
    public void Containers_without_number_are_an_error(char container) => Refused(
        TorchFile.Of(new Pickle().Raw(']', '(').Raw(Enumerable.Repeat((int)container, 300_000).ToArray()).Raw('e')),
        "more than the 200000 objects");

    [Fact]
    public void A_lattice_of_a_million_references_is_looked_into_once()
    {
        // Each list holds the one before it a hundred times: 100^20 ways to the tensor.
        var pickle = new Pickle().Raw('}').Text("a").Tensor(Pair).Raw('s', 'q', 0);
        for (var level = 1; level <= 20; level++)
        {
            pickle.Raw('(');
            for (var i = 0; i < 100; i++) pickle.Raw('h', level - 1);
            pickle.Raw('t', 'q', level);
        }

        var read = CheckpointReader.Read(_folder.File("x.pth", TorchFile.Of(pickle, Pair)));

        Assert.Equal(["0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.a"], read.Names);
    }

    [Fact]
    public void A_tensor_below_a_name_of_a_megabyte_is_an_error()
    {
        var pickle = new Pickle().Raw('}').Text(new string('x', 1 << 20)).Raw('}').Text("a").Tensor(Pair).Raw('s', 's');

        Refused(TorchFile.Of(pickle, Pair), "name is longer than 256 characters");
    }

    [Fact]
    public void More_tensors_than_any_network_has_are_an_error()
    {
        var pickle = new Pickle().Raw('}').Tensor(Pair).Raw('q', 0, '0', '(');
        for (var i = 0; i <= 50_000; i++) pickle.Text($"{i}").Raw('h', 0);

        Refused(TorchFile.Of(pickle.Raw('u'), Pair), "more than the 50000 tensors");
    }

    [Fact]
    public void Text_that_is_not_utf8_is_an_error() =>
        Refused(TorchFile.Of(new Pickle().Raw('X', 1, 0, 0, 0, 0xff)), "not UTF-8");

    [Fact]
    public void A_checkpoint_without_tensors_is_an_error() =>
        Refused(TorchFile.Of(new Pickle().Raw('}')), "holds no floating-point tensors");

    private UneXt50Exception Refused(byte[] content, string problem) =>
        Refused(_folder.File("x.pth", content), problem);

    private static UneXt50Exception Refused(string path, string problem)
    {
        var error = Assert.Throws<UneXt50Exception>(() => CheckpointReader.Read(path));
        Assert.Equal((ErrorKind.Checkpoint, path), (error.Kind, error.Subject));
        Assert.Contains(problem, error.Problem);
        return error;
    }
}
