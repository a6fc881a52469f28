using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Tests.Graph;
using Xunit;

namespace UneXt50.Toolchain.Tests.Checkpoints;

public sealed class CheckpointReaderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_file_of_torch_gives_its_floating_point_tensors_in_order()
    {
        var tensors = CheckpointReader.Read(Golden.File("resnext14_2x3d.pth"));

        Assert.Equal(["conv1.weight", "bn1.weight", "bn1.bias", "bn1.running_mean", "bn1.running_var"],
            tensors.Names.Take(5));
        Assert.Equal("fc.bias", tensors.Names[^1]);
        Assert.Equal([8, 3, 7, 7], tensors["conv1.weight"].Shape);
        Assert.DoesNotContain("bn1.num_batches_tracked", tensors.Names);
    }

    [Theory]
    [InlineData("resnext20_4x2d_half_parallel.pth", "state_dict.module.conv1.weight")]
    [InlineData("resnet10_parameters.pth", "model.conv1.weight")]
    [InlineData("fast_ai.pth", "model.0.0.weight")]
    [InlineData("resnext14_2x3d_reference.pth", "model.conv1.weight")]
    public void A_tensor_is_named_after_all_that_it_lies_in(string file, string first) =>
        Assert.Equal(first, CheckpointReader.Read(Golden.File(file)).Names[0]);

    [Theory]
    [InlineData("resnext14_2x3d_before_1_6.pth")]
    [InlineData("resnext14_2x3d.safetensors.index.json")]
    public void Other_formats_hold_the_same_tensors(string file)
    {
        var expected = CheckpointReader.Read(Golden.File("resnext14_2x3d.pth"));

        var actual = CheckpointReader.Read(Golden.File(file));

        Assert.Equal(expected.Names, actual.Names);
        Assert.All(expected.Names, name => Assert.Equal(expected[name].Values, actual[name].Values));
        Assert.All(expected.Names, name => Assert.Equal(expected[name].Shape, actual[name].Shape));
    }

    [Fact]
    public void Averaged_weights_go_before_those_of_the_last_step()
    {
        // The last step's were made half as large again after the average was taken.
        var expected = CheckpointReader.Read(Golden.File("resnext14_2x3d.pth"))["conv1.weight"].Values;

        Assert.Equal(expected,
            Networks.Tensors("resnext14_2x3d_reference")["conv1.weight"].Values);
    }

    [Fact]
    public void Python_2_wrote_byte_strings_and_lists_of_pairs()
    {
        var pair = new CheckpointTensor("pair", [2], 1f, 2f);
        var pickle = new Pickle().Global("collections", "OrderedDict")
            .Raw(']', ']', 'U', 4, 'p', 'a', 'i', 'r', 'a').Tensor(pair).Raw('a', 'a', 0x85, 'R');

        var tensors = CheckpointReader.Read(_folder.File("x.pth", TorchFile.Of(pickle, pair)));

        Assert.Equal([1, 2], tensors["pair"].Values);
    }

    [Fact]
    public void A_view_is_read_by_its_offset_and_strides()
    {
        var view = new CheckpointTensor("view", [2, 3], [0f, 1, 2, 3, 4, 5, 6, 7]) { Offset = 1, Strides = [1, 2] };

        var tensor = Read(view)["view"];

        Assert.Equal([2, 3], tensor.Shape);
        Assert.Equal([1, 3, 5, 2, 4, 6], tensor.Values);
    }

    [Fact]
    public void Tensors_may_share_a_storage()
    {
        var first = new CheckpointTensor("first", [2], [1f, 2, 3]) { Key = "0" };
        var second = new CheckpointTensor("second", [2], first.Data) { Key = "0", Offset = 1 };

        var tensors = Read(first, second);

        Assert.Equal([1, 2], tensors["first"].Values);
        Assert.Equal([2, 3], tensors["second"].Values);
    }

    [Fact]
    public void Scalars_and_empty_tensors_are_read()
    {
        var empty = new CheckpointTensor("empty", [0, 4], Array.Empty<float>());

        var tensors = Read(new CheckpointTensor("scalar", [], 5f), empty);

        Assert.Equal([5], tensors["scalar"].Values);
        Assert.Empty(tensors["scalar"].Shape);
        Assert.Empty(tensors["empty"].Values);
    }

    [Theory]
    [InlineData("HalfStorage", new byte[] { 0x00, 0x3e, 0x01, 0x00 }, 1.5f, 5.9604645e-8f)]
    [InlineData("BFloat16Storage", new byte[] { 0xc0, 0x3f, 0x00, 0xc0 }, 1.5f, -2f)]
    [InlineData("DoubleStorage", new byte[] { 0, 0, 0, 0, 0, 0, 0xf8, 0x3f, 0, 0, 0, 0, 0, 0, 0, 0xc0 }, 1.5f, -2f)]
    public void Other_floating_point_types_become_float32(string type, byte[] data, float first, float second)
    {
        var tensor = new CheckpointTensor("x", [2], data) { StorageType = type, StorageCount = 2 };

        Assert.Equal([first, second], Read(tensor)["x"].Values);
    }

    private StateDict Read(params CheckpointTensor[] tensors) =>
        CheckpointReader.Read(_folder.File("x.pth", TorchFile.Of(tensors)));
}
