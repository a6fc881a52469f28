using UneXt50.Toolchain.Checkpoints;
using Xunit;

namespace UneXt50.Toolchain.Tests.Checkpoints;

public sealed class LegacyTorchTests : IDisposable
{
    private static readonly CheckpointTensor Pair = new("pair", [2], 1f, 2f);
    private static readonly CheckpointTensor Other = new("other", [1], 3f);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Storages_are_found_by_the_order_of_their_keys()
    {
        var tensors = Read(new LegacyFile(Pair, Other).ToBytes());

        Assert.Equal([1, 2], tensors["pair"].Values);
        Assert.Equal([3], tensors["other"].Values);
    }

    [Fact]
    public void Integers_are_passed_over()
    {
        var counter = new CheckpointTensor("count", [1], 7f) { StorageType = "IntStorage" };

        var tensors = Read(new LegacyFile(counter, Pair).ToBytes());

        Assert.Equal(["pair"], tensors.Names);
        Assert.Equal([1, 2], tensors["pair"].Values);
    }

    [Fact]
    public void A_truncated_file_is_an_error_wherever_it_ends()
    {
        var whole = new LegacyFile(Pair, Other).ToBytes();
        for (var length = 1; length < whole.Length; length++) Refused(whole[..length], "");
        Refused(whole[..^1], "the file is truncated");
    }

    [Fact]
    public void Bytes_behind_the_last_storage_are_an_error() =>
        Refused([.. new LegacyFile(Pair).ToBytes(), 0], "continues after its last storage");

    [Fact]
    public void An_unknown_protocol_is_an_error() =>
        Refused(new LegacyFile(Pair) { Protocol = 1002 }.ToBytes(), "protocol version is unknown");

    [Fact]
    public void A_big_endian_machine_is_an_error() =>
        Refused(new LegacyFile(Pair) { LittleEndian = false }.ToBytes(), "not saved on a little-endian machine");

    [Fact]
    public void A_storage_that_is_not_listed_is_an_error() =>
        Refused(new LegacyFile(Pair) { Keys = [] }.ToBytes(), "continues after its last storage");

    [Fact]
    public void A_storage_listed_twice_is_an_error() =>
        Refused(new LegacyFile(Pair, Other) { Keys = ["pair", "pair"] }.ToBytes(), "'pair' occurs twice");

    [Fact]
    public void A_storage_of_no_tensor_is_an_error() =>
        Refused(new LegacyFile(Pair) { Keys = ["../../etc/passwd"] }.ToBytes(), "that none of its tensors uses");

    [Theory]
    [InlineData(int.MaxValue, "truncated")]
    [InlineData(1, "has 2 elements, the pickle says 1")]
    public void A_storage_of_another_size_than_claimed_is_an_error(int count, string problem) => Refused(
        new LegacyFile(Pair with { StorageCount = count, Shape = [1], Strides = [1] }).ToBytes(), problem);

    [Fact]
    public void A_storage_with_two_sizes_is_an_error() => Refused(
        new LegacyFile(Pair, Pair with { Name = "again", StorageCount = 3 }).ToBytes(), "storage 'pair' two sizes");

    private StateDict Read(byte[] content) => CheckpointReader.Read(_folder.File("x.pth", content));

    private void Refused(byte[] content, string problem)
    {
        var error = Assert.Throws<UneXt50Exception>(() => Read(content));
        Assert.Equal(ErrorKind.Checkpoint, error.Kind);
        Assert.Contains(problem, error.Problem);
    }
}
