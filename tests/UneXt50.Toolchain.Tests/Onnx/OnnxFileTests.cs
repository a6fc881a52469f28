using Google.Protobuf;
using Onnx;
using UneXt50.Onnx;
using UneXt50.Toolchain.Tests.Checkpoints;
using Xunit;

namespace UneXt50.Toolchain.Tests.Onnx;

public sealed class OnnxFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_was_written_is_read_and_nothing_else_is_left()
    {
        var path = _folder.File("x.onnx", "an older model");

        OnnxFile.Write(Model(), path);

        Assert.Equal(Model(), OnnxFile.Read(path));
        Assert.Equal(["x.onnx"], _folder.Files);
    }

    [Fact]
    public void A_missing_folder_is_an_error_of_the_output()
    {
        var path = _folder.File("absent/x.onnx");

        var error = Assert.Throws<UneXt50Exception>(() => OnnxFile.Write(Model(), path));

        Assert.Equal((ErrorKind.Output, path, "its folder does not exist"), (error.Kind, error.Subject, error.Problem));
    }

    [Fact]
    public void A_folder_in_the_place_of_the_output_is_an_error_and_leaves_no_partial_file()
    {
        Directory.CreateDirectory(_folder.File("x.onnx"));

        var error = Assert.Throws<UneXt50Exception>(() => OnnxFile.Write(Model(), _folder.File("x.onnx")));

        Assert.Equal(ErrorKind.Output, error.Kind);
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public void A_missing_model_is_an_error() => Refused(_folder.File("absent.onnx"), "there is no such file");

    [Fact]
    public void An_empty_model_is_an_error() => Refused(_folder.File("x.onnx", ""), "the file is empty");

    [Fact]
    public void A_truncated_model_is_an_error() =>
        Refused(_folder.File("x.onnx", Model().ToByteArray()[..^3]), "damaged or not an ONNX model");

    [Fact]
    public void A_text_is_not_a_model() =>
        Refused(_folder.File("x.onnx", "hello, world"), "damaged or not an ONNX model");

    [Fact]
    public void A_model_without_nodes_is_an_error() =>
        Refused(_folder.File("x.onnx", new ModelProto { IrVersion = 8 }.ToByteArray()), "holds no graph");

    private static ModelProto Model() => new()
    {
        IrVersion = 8,
        Graph = new GraphProto { Node = { new NodeProto { OpType = "Relu", Input = { "x" }, Output = { "y" } } } },
    };

    private static void Refused(string path, string problem)
    {
        var error = Assert.Throws<UneXt50Exception>(() => OnnxFile.Read(path));
        Assert.Equal((ErrorKind.Model, path), (error.Kind, error.Subject));
        Assert.Contains(problem, error.Problem);
    }
}
