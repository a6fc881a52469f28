using UneXt50.Onnx.Runtime;
using Xunit;

namespace UneXt50.Tests.Onnx.Runtime;

public sealed class ProviderLibrariesTests
{
    [Theory]
    [InlineData("CUDA 12", "libcudart.so.12")]
    [InlineData("CUDA 11", "libcudart.so.11.0")]
    [InlineData("CUDA", "libcufft.so.11")]
    [InlineData("cuDNN 9", "libcudnn.so.9")]
    [InlineData("cuDNN 8", "libcudnn_ops_infer.so.8")]
    [InlineData("TensorRT 10", "libnvinfer_plugin.so.10")]
    [InlineData("NVIDIA's driver", "libcuda.so.1")]
    [InlineData("libmystery.so.1", "libmystery.so.1")]
    public void A_library_is_told_by_the_product_that_has_it(string product, string soname) =>
        Assert.Equal(product, ProviderLibraries.ProductOf(soname));

    [Fact]
    public void What_is_to_be_installed_is_named_once_and_in_order()
    {
        Assert.StartsWith("install NVIDIA's driver, CUDA 12, cuDNN 9 and TensorRT 10, or name an onnxruntime that was ",
            ProviderLibraries.Remedy(
                ["libnvinfer.so.10", "libcufft.so.11", "libcudnn.so.9", "libcublas.so.12", "libcudart.so.12", "libcuda.so.1"]),
            StringComparison.Ordinal);
        Assert.StartsWith("install libmystery.so.1, or", ProviderLibraries.Remedy(["libmystery.so.1"]),
            StringComparison.Ordinal);
    }

    [Fact]
    public void A_sentence_has_as_many_verbs_as_it_needs()
    {
        Assert.Equal("a.so is missing", ProviderLibraries.Sentence(["a.so"]));
        Assert.Equal("a.so, b.so and c.so are missing", ProviderLibraries.Sentence(["a.so", "b.so", "c.so"]));
    }

    [Theory]
    [InlineData("cuda", "CUDAExecutionProvider", true)]
    [InlineData("CUDAExecutionProvider", "CUDAExecutionProvider", true)]
    [InlineData("tensorrt", "TensorrtExecutionProvider", true)]
    [InlineData("cud", "CUDAExecutionProvider", false)]
    [InlineData("ExecutionProvider", "ExecutionProvider", true)]
    [InlineData("./cuda", "CUDAExecutionProvider", false)]
    public void A_provider_has_its_name_in_any_case_and_with_or_without_the_end(string given, string name, bool same) =>
        Assert.Equal(same, new ExecutionProvider(given).Is(name));
}
