using Google.Protobuf;
using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Graph;
using UneXt50.Toolchain.Onnx;
using UneXt50.Toolchain.Tests.Checkpoints;
using Xunit;

namespace UneXt50.Toolchain.Tests.Graph;

public sealed class BackboneGraphBuilderTests
{
    public static TheoryData<string> TinyNetworks => new(Golden.TinyNetworks);

    [Theory]
    [MemberData(nameof(TinyNetworks))]
    public void Onnxruntime_computes_what_torch_computed(string name)
    {
        var expected = Golden.Npy(name + ".npy");

        var actual = OnnxRun.Outputs(Build(name), Golden.Picture(2, Networks.InputSize), Networks.InputSize);

        Assert.InRange(OnnxRun.Difference(expected, actual), 0, 1e-4f);
    }

    [Fact]
    public void Bottlenecks_step_in_their_first_convolution_when_told_so()
    {
        var tensors = Networks.Tensors("resnext14_2x3d");
        var layout = LayoutInference.Infer(tensors, stridesFirst: true);
        var model = BackboneGraphBuilder.Build(layout, tensors, Networks.Card(layout));

        var actual = OnnxRun.Outputs(model, Golden.Picture(2, Networks.InputSize), Networks.InputSize);

        Assert.InRange(OnnxRun.Difference(Golden.Npy("resnext14_2x3d_strides_first.npy"), actual), 0, 1e-4f);
    }

    [Fact]
    public void The_architecture_is_read_off_the_tensors() => Assert.Equal(
        ["resnext14_2x3d", "resnext20_4x2d", "resnet10", "resnext14d_2x3d", "resnet10"],
        Golden.TinyNetworks.Select(name => LayoutInference.Infer(Networks.Tensors(name)).Architecture));

    [Fact]
    public void Any_number_of_photos_goes_in_at_once()
    {
        var model = Build("resnext14_2x3d");
        var photos = Golden.Picture(5, Networks.InputSize);
        var one = 3 * Networks.InputSize * Networks.InputSize;

        var together = OnnxRun.Outputs(model, photos, Networks.InputSize);
        var alone = photos.Chunk(one).SelectMany(photo => OnnxRun.Outputs(model, photo, Networks.InputSize)).ToArray();

        Assert.InRange(OnnxRun.Difference(alone, together), 0, 1e-5f);
    }

    [Fact]
    public void Equal_checkpoints_give_equal_bytes() =>
        Assert.Equal(Build("resnext14_2x3d").ToByteArray(), Build("resnext14_2x3d").ToByteArray());

    [Fact]
    public void Layers_keep_their_names()
    {
        var graph = Build("resnext14_2x3d").Graph;

        Assert.Equal(
            ["conv1", "relu", "maxpool", "layer1.0.conv1", "layer1.0.relu1", "layer1.0.conv2", "layer1.0.relu2",
                "layer1.0.conv3", "layer1.0.downsample.0", "layer1.0.add", "layer1.0.relu"],
            graph.Node.Take(11).Select(node => node.Name));
        Assert.Equal(["avgpool", "flatten", "fc"], graph.Node.TakeLast(3).Select(node => node.Name));
        Assert.Contains("layer1.0.conv2.weight", graph.Initializer.Select(tensor => tensor.Name));
        Assert.Equal(["features", "logits"], graph.Output.Select(output => output.Name));
    }

    [Fact]
    public void The_card_travels_in_the_model()
    {
        var card = Build("resnext14_2x3d").Card("x.onnx");

        Assert.Equal("resnext14_2x3d", card.Architecture);
        Assert.Equal(["class 1", "class 2", "class 3", "class 4", "class 5"], card.Labels);
        Assert.Equal((64, 72), (card.Preprocess.InputSize, card.Preprocess.ResizeShortSide));
    }

    private static ModelProto Build(string name)
    {
        var tensors = Networks.Tensors(name);
        var layout = LayoutInference.Infer(tensors);
        StateDictCheck.Verify(layout, tensors);
        return BackboneGraphBuilder.Build(layout, tensors, Networks.Card(layout));
    }
}
