using Google.Protobuf;
using Onnx;
using UneXt50.Imaging;
using UneXt50.Onnx;
using UneXt50.Toolchain.Description;
using UneXt50.Toolchain.Inspection;
using UneXt50.Toolchain.Quantization;
using UneXt50.Toolchain.Tests.Checkpoints;
using UneXt50.Toolchain.Tests.Quantization;
using UneXt50.Toolchain.Verification;
using Xunit;

namespace UneXt50.Toolchain.Tests.Onnx;

public sealed class ExternalDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_model_with_its_weights_beside_it_becomes_the_same_whole_model()
    {
        Describe(Variants.WriteOutside(_folder, Mobile()), "a.onnx");
        Describe(_folder.File("inside.onnx", Mobile().ToByteArray()), "b.onnx");

        var (outside, inside) = (OnnxFile.Read(_folder.File("a.onnx")), OnnxFile.Read(_folder.File("b.onnx")));
        Assert.Equal(inside.Graph, outside.Graph);
        Assert.All(outside.Graph.Initializer, tensor => Assert.Empty(tensor.ExternalData));
    }

    [Fact]
    public void Quantizing_inspecting_verifying_and_running_take_weights_beside_the_model()
    {
        var whole = _folder.File("whole.onnx", TinyNetwork.Model().ToByteArray());
        var outside = Variants.WriteOutside(_folder, TinyNetwork.Model());
        QuantizationReport Quantize(string path) => ModelQuantization.Run(new QuantizationRequest
        {
            ModelPath = path,
            OutputPath = _folder.File("int8.onnx"),
            Calibration = TestPhotos.Noise(4),
        }, cancellation: TestContext.Current.CancellationToken);

        Assert.Equal(Quantize(whole).FileBytes, Quantize(outside).FileBytes);
        Assert.Equal(ModelInspection.Read(whole).Parameters, ModelInspection.Read(outside).Parameters);
        Assert.Equal(1, ModelVerification.Run(new VerificationRequest
        {
            FirstPath = whole,
            SecondPath = outside,
            Photos = TestPhotos.Noise(3),
        }, cancellation: TestContext.Current.CancellationToken).MinFeatureCosine, 1e-9);
        using var picture = new RgbImage(20, 20);
        picture.Pixels.Fill(70);
        float[] Features(string path)
        {
            using var model = UneXt50Model.Load(path);
            return model.ForwardFeatures(picture);
        }

        Assert.Equal(Features(whole), Features(outside));
    }

    [Fact]
    public void Links_into_one_store_are_followed()
    {
        var (model, data) = Variants.Outside(Mobile(), "model.onnx.data");
        var store = Directory.CreateDirectory(_folder.File("blobs")).FullName;
        var snapshot = Directory.CreateDirectory(_folder.File("snapshot")).FullName;
        File.WriteAllBytes(Path.Combine(store, "1f"), model.ToByteArray());
        File.WriteAllBytes(Path.Combine(store, "2e"), data);
        File.CreateSymbolicLink(Path.Combine(snapshot, "model.onnx"), "../blobs/1f");
        File.CreateSymbolicLink(Path.Combine(snapshot, "model.onnx.data"), "../blobs/2e");

        var read = OnnxFile.Read(Path.Combine(snapshot, "model.onnx"));
        Assert.All(read.Graph.Initializer, tensor => Assert.Equal(tensor.RawBytes(), tensor.RawData.Length));
    }

    [Fact]
    public void A_link_that_leads_out_of_the_folder_is_refused()
    {
        var (model, data) = Variants.Outside(Mobile(), "sub/w.data");
        var inner = Directory.CreateDirectory(_folder.File("inner")).FullName;
        Directory.CreateDirectory(_folder.File("elsewhere"));
        _folder.File("elsewhere/w.data", data);
        File.CreateSymbolicLink(Path.Combine(inner, "sub"), "../elsewhere");
        File.WriteAllBytes(Path.Combine(inner, "m.onnx"), model.ToByteArray());

        Refused(Path.Combine(inner, "m.onnx"), "a link that leads out of its folder");
    }

    [Fact]
    public void Weights_that_are_not_there_are_named()
    {
        var path = Variants.WriteOutside(_folder, Mobile());
        File.Delete(path + ".data");

        var error = Refused(path, "'outside.onnx.data', and there is no such file");
        Assert.Contains(_folder.File("outside.onnx.data"), error.Remedy);
        Assert.Throws<UneXt50Exception>(() => UneXt50Model.Load(path));
    }

    [Theory]
    [InlineData("/etc/hostname", 0, "not inside its folder")]
    [InlineData("../w.data", 0, "not inside its folder")]
    [InlineData("sub/../../w.data", 0, "not inside its folder")]
    [InlineData("..\\w.data", 0, "not inside its folder")]
    [InlineData("", 0, "does not say in which file")]
    [InlineData(".", 0, "folder")]
    [InlineData("w.data", 1 << 20, "ends at byte")]
    [InlineData("w.data", long.MaxValue, "ends at byte")]
    public void A_place_outside_the_folder_or_the_file_is_refused(string location, long offset, string problem)
    {
        var (model, data) = Variants.Outside(Mobile(), "w.data");
        _folder.File("w.data", data);
        var tensor = model.Graph.Initializer.First(tensor => tensor.ExternalData.Count > 0);
        Variants.SetPlace(tensor, location, offset, tensor.RawBytes() ?? 0);

        Refused(_folder.File("m.onnx", model.ToByteArray()), problem);
    }

    [Theory]
    [InlineData("length", "12", "12 bytes are said to hold")]
    [InlineData("length", "-4", "the length of tensor")]
    [InlineData("offset", "-4", "the offset of tensor")]
    [InlineData("offset", "zero", "the offset of tensor")]
    public void A_number_that_cannot_be_is_refused(string key, string value, string problem)
    {
        var (model, data) = Variants.Outside(Mobile(), "w.data");
        _folder.File("w.data", data);
        model.Graph.Initializer.First(tensor => tensor.ExternalData.Count > 0)
            .ExternalData.Single(entry => entry.Key == key).Value = value;

        Refused(_folder.File("m.onnx", model.ToByteArray()), problem);
    }

    private static UneXt50Exception Refused(string path, string problem)
    {
        var error = Assert.Throws<UneXt50Exception>(() => OnnxFile.Read(path));
        Assert.Equal(ErrorKind.Model, error.Kind);
        Assert.Contains(problem, error.Problem);
        return error;
    }

    private static ModelProto Mobile() => OnnxFile.Read(Golden.File("mobile.onnx"));

    private void Describe(string path, string output) => ModelDescription.Run(new DescriptionRequest
    {
        ModelPath = path,
        LabelsPath = _folder.File("labels.txt", "a\nb\nc\nd\ne\n"),
        OutputPath = _folder.File(output),
        Preprocess = TinyNetwork.Card.Preprocess with { InputSize = 64, ResizeShortSide = 64 },
    });
}
