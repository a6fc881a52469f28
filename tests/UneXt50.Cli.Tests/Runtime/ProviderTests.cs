using System.Text.Json;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests.Runtime;

/// <summary><c>--provider</c>: what onnxruntime computes on.</summary>
public sealed class ProviderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Answer InMode(string mode, params string[] words) =>
        new Unext50 { Variables = new Dictionary<string, string> { ["PROVIDER_MODE"] = mode } }.With(words);

    [Theory]
    [InlineData("--provider-option needs --provider", "--provider-option", "device_id=0")]
    [InlineData("--provider takes names joined by commas, not ''", "--provider", "")]
    [InlineData("--provider takes names joined by commas, not 'cuda,,cpu'", "--provider", "cuda,,cpu")]
    [InlineData("--provider names one twice: 'cuda,CUDA'", "--provider", "cuda,CUDA")]
    [InlineData("--provider names cpu before others", "--provider", "cpu,cuda")]
    [InlineData("--provider-option takes KEY=VALUE, not 'device_id'", "--provider", "cuda", "--provider-option", "device_id")]
    [InlineData("--provider-option takes KEY=VALUE, not '=0'", "--provider", "cuda", "--provider-option", "=0")]
    [InlineData("--provider-option gives a twice",
        "--provider", "cuda", "--provider-option", "a=1", "--provider-option", "a=2")]
    [InlineData("'device_id=0' does not say of which provider it is: tensorrt.KEY=VALUE or cuda.KEY=VALUE",
        "--provider", "tensorrt,cuda", "--provider-option", "device_id=0")]
    [InlineData("--engine native computes on the CPU: leave it or --provider out",
        "--provider", "cuda", "--engine", "native")]
    public void Words_that_do_not_fit_are_refused(string problem, params string[] words) =>
        Unext50.Run(["classify", .. words, Samples.Red]).Fails(2, problem);

    [Fact]
    public void A_provider_that_onnxruntime_lacks_is_refused_with_those_that_it_has()
    {
        Unext50.Run("classify", "--provider", "cuda", Samples.Red).Fails(10,
            "cuda: onnxruntime 1.31.1 (the one that comes with this program) has no such provider; it has cpu; "
            + "name an onnxruntime that has it with --onnxruntime");
        Unext50.Run("features", "--provider", "nonsense", Samples.Red).Fails(10, "nonsense: onnxruntime 1.31.1");
        Unext50.Run("doctor", "--provider", "cuda").Exits(7).Shows("problem  model", "cuda: onnxruntime 1.31.1");
    }

    [Fact]
    public void The_CPU_by_name_gives_the_same_bytes_and_tells_its_nodes()
    {
        string[] classify = ["classify", "--engine", "onnxruntime", "--format", "csv", Samples.Red, Samples.Green];
        var plain = Unext50.Run(classify).Exits(0);
        var named = Unext50.Run([.. classify, "--provider", "CPU", "--stats"]).Exits(0);
        Assert.Equal(plain.Output, named.Output);
        Assert.Contains("\nnodes         CPU 3\n", named.Error, StringComparison.Ordinal);
        Unext50.Run("classify", "--engine", "native", "--provider", "cpu",
            "-m", Unext50.InRepository("models/unext50-leaf33-int8.onnx"), Samples.Red).Exits(0);
    }

    [Fact]
    public void A_plug_in_computes_what_it_can_and_the_numbers_are_told()
    {
        var provider = Stub.Provider(_folder);
        string[] classify = ["classify", "--format", "csv", Samples.Red, Samples.Green];
        var plain = Unext50.Run(classify).Exits(0);
        var answer = Unext50.Run([.. classify, "--provider", provider, "--stats"]).Exits(0);

        Assert.Equal(plain.Output, answer.Output);
        Assert.Contains($"engine        onnxruntime 1.31.1 on {provider}\nnodes         CPU 2, Times 1\n", answer.Error,
            StringComparison.Ordinal);
        Assert.DoesNotContain("unext50: ", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Where_no_temporary_folder_can_be_made_it_runs_and_says_what_is_not_known() =>
        new Unext50 { Variables = new Dictionary<string, string> { ["TMPDIR"] = "/proc/nonexistent" } }
            .With("classify", "--provider", "cpu", Samples.Red)
            .Fails(0, "no temporary folder can be made, so nobody can tell which provider runs what");

    [Fact]
    public void A_run_that_falls_back_to_the_CPU_says_so_even_when_it_is_to_be_quiet()
    {
        var provider = Stub.Provider(_folder);
        InMode("idle", "classify", "--quiet", "--provider", provider, Samples.Red)
            .Fails(0, $"{Samples.Model}: {provider} runs none of the 3 nodes, and the CPU 3");
        InMode("idle", "doctor", "--provider", provider).Exits(0)
            .Shows("warning  network", "runs none of the 3 nodes, and the CPU 3", "whose layers the provider knows");
    }

    [Fact]
    public void A_plug_in_that_cannot_be_used_is_told_in_a_sentence()
    {
        var provider = Stub.Provider(_folder);
        InMode("absent", "classify", "--provider", provider, Samples.Red)
            .Fails(10, "libtimes.so: the provider finds no device that it can use; check the device and its driver");
        InMode("broken", "classify", "--provider", provider, Samples.Red)
            .Fails(10, "libtimes.so: the provider cannot be used (the driver of the device is too old); check");
        _folder.Add("text.so", "no library");
        Unext50.Run("classify", "--provider", _folder["text.so"], Samples.Red).Fails(10, "text.so: it is no shared library");
        Unext50.Run("classify", "--provider", _folder["none.so"], Samples.Red).Fails(10, "none.so: there is no such file");
        Unext50.Run("classify", "--provider", Stub.OwnRuntime, Samples.Red)
            .Fails(10, "libonnxruntime.so: it is no provider that onnxruntime 1.31.1 takes (");
        Unext50.Run("classify", "--provider", Stub.Runtime(_folder, "1.0.0", "CRASH"), Samples.Red)
            .Fails(10, "libonnxruntime.so: it crashes while it is loaded (signal 6)");
    }

    [Fact]
    public void Providers_are_compared_with_the_CPU_in_turns()
    {
        var provider = Stub.Provider(_folder);
        var answer = Unext50.Run(
            "bench", "--compare-providers", "--provider", provider, "--runs", "3", "--warm-up", "0", "--starts", "1",
            "--format", "json", "--assert", "comparison.ratio.median < 1000x").Exits(0);

        using var report = JsonDocument.Parse(answer.Output);
        Assert.Equal("onnxruntime 1.31.1", report.RootElement.GetProperty("model").GetProperty("engine").GetString());
        var other = Assert.Single(report.RootElement.GetProperty("comparisons").EnumerateArray());
        Assert.Equal($"onnxruntime 1.31.1 on {provider}",
            other.GetProperty("model").GetProperty("engine").GetString());
        Assert.Equal(3, other.GetProperty("ratio").GetProperty("pairs").GetInt32());
        Assert.Equal(1, other.GetProperty("agreement").GetProperty("same_top_class").GetInt32());
    }

    [Theory]
    [InlineData("--compare-providers needs --provider", "--compare-providers")]
    [InlineData("--compare-providers needs --provider", "--compare-providers", "--provider", "cpu")]
    [InlineData("exclude each other", "--compare-providers", "--compare-engines", "--provider", "cuda")]
    [InlineData("--compare-engines is about the CPU", "--compare-engines", "--provider", "cuda")]
    public void Comparisons_that_make_no_sense_are_refused(string problem, params string[] words) =>
        Assert.Contains(problem, Unext50.Run(["bench", .. words]).Exits(2).Error, StringComparison.Ordinal);

    [Fact]
    public void CUDA_and_TensorRT_that_are_not_installed_are_told_by_name()
    {
        var runtime = Stub.GpuRuntime();
        Unext50.Run("classify", "--onnxruntime", runtime, "--provider", "cuda", Samples.Red).Fails(10,
            "cuda: the provider cannot be loaded: ", "libcudart.so.13", " are missing; install ", "CUDA 13");
        Unext50.Run("classify", "--onnxruntime", runtime, "--provider", "tensorrt,cuda", Samples.Red).Fails(10,
            "tensorrt: the provider cannot be loaded: ", "libnvinfer.so.10", "cuDNN 9 and TensorRT 10, or name");
        Unext50.Run("doctor", "--onnxruntime", runtime).Exits(0).Shows(
            "with tensorrt, cuda, cpu", "cuda cannot be used: ", "tensorrt cannot be used: ", "CUDA 13");
        Unext50.Run("classify", "--onnxruntime", runtime, "--provider", "azure", Samples.Red)
            .Fails(10, "has no such provider; it has tensorrt, cuda, cpu");
    }
}
