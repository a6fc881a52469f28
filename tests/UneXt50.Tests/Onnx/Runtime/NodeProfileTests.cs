using UneXt50.Inference;
using UneXt50.Onnx.Runtime;
using Xunit;

namespace UneXt50.Tests.Onnx.Runtime;

public sealed class NodeProfileTests
{
    private static readonly ExecutionProvider Cuda = new("cuda");

    private static string Node(string name, string operation, string provider) =>
        $"{{\"cat\" : \"Node\",\"pid\" :1,\"dur\" :5,\"ts\" :1,\"ph\" : \"X\",\"name\" :\"{name}_kernel_time\",\"args\" : "
        + $"{{\"op_name\" : \"{operation}\",\"provider\" : \"{provider}\",\"node_index\" : \"3\"}}}}";

    private static IReadOnlyList<ProviderNodes> Read(params IEnumerable<string> events)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["profile.json"], $"[{string.Join(",\n", events)}]");
        return NodeProfile.Read(folder["profile.json"]);
    }

    [Fact]
    public void Each_node_is_counted_once_for_its_provider_in_however_many_runs()
    {
        string[] run =
        [
            """{"cat" : "Session","name" :"model_run","args" : {}}""",
            Node("in", "Transpose", "CPUExecutionProvider"), Node("conv1", "Conv", "CUDAExecutionProvider"),
            """{"cat" : "Node","name" :"conv1_fence_before","args" : {"op_name" : "Conv"}}""",
            Node("conv2", "Conv", "CUDAExecutionProvider"), Node("fc", "Gemm", "CPUExecutionProvider"),
        ];

        Assert.Equal(
            [new ProviderNodes("CPU", 2, 1), new ProviderNodes("CUDA", 2, 2)], Read([.. run, .. run]));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"name\": \"cut_kernel_time\"")]
    public void A_profile_that_cannot_be_read_tells_nothing(string text) => Assert.Empty(Read(text));

    [Fact]
    public void Nobody_is_warned_of_the_edges_of_a_graph() => Assert.Null(FallBacks.Sentence(
        [Cuda], [new ProviderNodes("CUDA", 1, 1), new ProviderNodes("CPU", 6, 2)]));

    [Fact]
    public void More_than_the_edges_on_the_CPU_is_told() => Assert.Equal(
        "CUDA runs 60 of the 66 nodes, and the CPU 6",
        FallBacks.Sentence([Cuda], [new ProviderNodes("CUDA", 60, 50), new ProviderNodes("CPU", 6, 3)]));

    [Fact]
    public void A_provider_that_runs_nothing_is_told_of_in_the_smallest_graph() => Assert.Equal(
        "cuda runs none of the 2 nodes, and the CPU 2",
        FallBacks.Sentence([Cuda], [new ProviderNodes("CPU", 2, 1)]));

    [Fact]
    public void The_CPU_itself_and_an_unknown_run_are_no_fall_back()
    {
        Assert.Null(FallBacks.Sentence([new ExecutionProvider("cpu")], [new ProviderNodes("CPU", 90, 80)]));
        Assert.Null(FallBacks.Sentence([Cuda], []));
    }
}
