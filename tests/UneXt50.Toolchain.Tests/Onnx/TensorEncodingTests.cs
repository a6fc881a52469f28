using Google.Protobuf;
using Onnx;
using UneXt50.Toolchain.Checkpoints;
using UneXt50.Toolchain.Onnx;
using Xunit;

namespace UneXt50.Toolchain.Tests.Onnx;

public sealed class TensorEncodingTests
{
    private const int Float = (int)TensorProto.Types.DataType.Float;

    [Fact]
    public void A_tensor_survives_the_way_there_and_back()
    {
        var tensor = new FloatTensor([2, 1, 2], [1, -2, float.Epsilon, float.MaxValue]).ToProto("w").ToFloatTensor();

        Assert.Equal([2, 1, 2], tensor.Shape);
        Assert.Equal([1, -2, float.Epsilon, float.MaxValue], tensor.Values);
    }

    [Fact]
    public void Values_in_a_list_are_read_as_well()
    {
        var proto = new TensorProto { DataType = Float, Dims = { 2 }, FloatData = { 3, 4 } };

        Assert.Equal([3, 4], proto.ToFloatTensor().Values);
    }

    [Theory]
    [InlineData(3L)]
    [InlineData(-2L)]
    [InlineData(long.MaxValue)]
    [InlineData(1L << 31, 1L << 31, 1L << 31)]
    [InlineData((long)int.MaxValue, (long)int.MaxValue, (long)int.MaxValue)]
    public void A_shape_that_its_data_does_not_fill_is_an_error(params long[] shape)
    {
        var proto = new TensorProto { Name = "w", DataType = Float, RawData = ByteString.CopyFrom(new byte[8]) };
        proto.Dims.AddRange(shape);

        var error = Assert.Throws<UneXt50Exception>(proto.ToFloatTensor);

        Assert.Equal((ErrorKind.Model, "tensor 'w'"), (error.Kind, error.Subject));
    }

    [Fact]
    public void Raw_data_that_ends_inside_a_value_is_an_error()
    {
        var proto = new TensorProto { DataType = Float, Dims = { 2 }, RawData = ByteString.CopyFrom(new byte[9]) };

        Assert.Throws<UneXt50Exception>(proto.ToFloatTensor);
    }

    [Fact]
    public void Another_type_is_an_error()
    {
        var proto = new TensorProto { DataType = (int)TensorProto.Types.DataType.Double, Dims = { 0 } };

        Assert.Throws<UneXt50Exception>(proto.ToFloatTensor);
    }

    [Fact]
    public void Data_in_another_file_is_an_error()
    {
        var proto = new TensorProto { DataType = Float, Dims = { 0 } };
        proto.DataLocation = TensorProto.Types.DataLocation.External;

        Assert.Throws<UneXt50Exception>(proto.ToFloatTensor);
    }
}
