using System.Text;
using UneXt50.Onnx;
using Xunit;

namespace UneXt50.Tests.Inference;

/// <summary>Files that are given as models and are none are named, with what helps.</summary>
public class ModelFormatTests
{
    [Theory]
    [InlineData("PK\u0003\u0004....archive/data.pkl", "PyTorch file", "model import")]
    [InlineData("PK\u0003\u0004....net/constants.pkl", "PyTorch file", "torch.onnx.export")]
    [InlineData("PK\u0003\u0004....metadata.json", "Keras model", "onnx")]
    [InlineData("PK\u0003\u0004....readme.txt", "zip archive", "unpack")]
    [InlineData("\u0080\u0002\u008a\u000a", "PyTorch file", "model import")]
    [InlineData("\u0040\u0000\u0000\u0000\u0000\u0000\u0000\u0000{\"a\":{}}", "safetensors", "model import")]
    [InlineData("\u001c\u0000\u0000\u0000TFL3", "TensorFlow Lite", "tf2onnx")]
    [InlineData("\u001c\u0000\u0000\u0000ORTM", "onnxruntime's own format", "ONNX model it was made from")]
    [InlineData("\u001f\u008b\u0008", "gzip", "unpack")]
    [InlineData("version https://git-lfs.github.com/spec/v1", "Git LFS pointer", "git lfs pull")]
    [InlineData("<!doctype html>", "web page", "download")]
    [InlineData("\u00ff\u00d8\u00ff\u00e0", "JPEG picture", "give an ONNX model")]
    public void Another_file_is_named(string start, string name, string remedy)
    {
        var (problem, advice) = ModelFormat.Refusal(Encoding.Latin1.GetBytes(start))!.Value;

        Assert.Contains(name, problem, StringComparison.Ordinal);
        Assert.Contains(remedy, advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_model_is_not_refused() => Assert.Null(ModelFormat.Refusal(new TinyModel().ToBytes().AsSpan(0, 400)));

    [Fact]
    public void Nor_is_what_has_no_name() => Assert.Null(ModelFormat.Refusal([1, 2, 3]));
}
