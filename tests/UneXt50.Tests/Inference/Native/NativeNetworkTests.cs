using UneXt50.Inference.Native;
using UneXt50.Inference.Native.Kernels;
using Xunit;

namespace UneXt50.Tests.Inference.Native;

public class NativeNetworkTests
{
    public static TheoryData<string> Names => GoldenNetworks.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_level_of_every_layer_is_that_of_the_scalar_implementation_with_any_kernel_and_threads(string name)
    {
        var golden = new GoldenNetwork(GoldenNetworks.Folder, name);
        foreach (var kernel in ProductKernel.Supported())
        {
            for (var threads = 1; threads <= 5; threads++) Assert.Null(golden.Fault(kernel, threads));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Activations_that_share_memory_give_the_same_features(string name)
    {
        using var file = MappedFile.Open(GoldenNetworks.Model(name));
        var graph = OnnxReader.Read(file.Bytes);
        var size = (int)graph.Inputs[0].Dimensions[2];
        var image = new float[3 * size * size];
        var random = new Random(5);
        for (var i = 0; i < image.Length; i++) image[i] = (random.NextSingle() * 5) - 2.5f;

        var apart = Outputs(Arena.Keeping.All, threads: 1, runs: 1);
        for (var threads = 1; threads <= 4; threads++)
        {
            // Again and again: what the run before left behind does not matter, nor which thread comes when.
            var shared = Outputs(threads == 1 ? Arena.Keeping.ForOneThread : Arena.Keeping.ForTeam, threads, 50);
            Assert.All(shared.Outputs, outputs => Assert.Equal(apart.Outputs[0], outputs));
            Assert.True(shared.Bytes < apart.Bytes);
        }

        (float[][] Outputs, int Bytes) Outputs(Arena.Keeping keeping, int threads, int runs)
        {
            using var network = NativeNetwork.Create(graph, file, size, ProductKernel.Best, keeping);
            using var run = new NativeRun(network, threads);
            var outputs = new float[runs][];
            for (var i = 0; i < runs; i++)
            {
                var (features, logits) = (new float[network.Plan.FeatureWidth], new float[network.Plan.ClassCount]);
                run.Run(image, features, logits);
                outputs[i] = [.. features, .. logits];
            }

            return (outputs, network.ArenaBytes);
        }
    }

    [Fact]
    public void Inputs_that_are_no_numbers_or_beyond_all_levels_are_clipped()
    {
        using var file = MappedFile.Open(GoldenNetworks.Model("basic"));
        var graph = OnnxReader.Read(file.Bytes);
        var size = (int)graph.Inputs[0].Dimensions[2];
        using var network = NativeNetwork.Create(graph, file, size, ProductKernel.Best, Arena.Keeping.All);
        using var run = new NativeRun(network, threads: 1);
        var image = new float[3 * size * size];
        float[] values = [float.NaN, float.NegativeInfinity, float.PositiveInfinity, float.MaxValue, -1e30f, 1e9f];
        values.CopyTo(image, 0);
        var (features, logits) = (new float[network.Plan.FeatureWidth], new float[network.Plan.ClassCount]);
        run.Run(image, features, logits);

        var pixels = network.Plan.Pixels;
        byte[] levels = [0, 0, 255, 255, 0, 255];
        for (var i = 0; i < levels.Length; i++)
            Assert.Equal(levels[i], run.Level(pixels.Output, pixels.Padding, pixels.Padding + i, 0));
    }

    [Fact]
    public void A_run_allocates_nothing()
    {
        using var file = MappedFile.Open(GoldenNetworks.Model("grouped"));
        var graph = OnnxReader.Read(file.Bytes);
        using var network = NativeNetwork.Create(graph, file, 40, ProductKernel.Best, Arena.Keeping.ForOneThread);
        using var run = new NativeRun(network, threads: 1);
        var image = new float[3 * 40 * 40];
        var (features, logits) = (new float[network.Plan.FeatureWidth], new float[network.Plan.ClassCount]);
        run.Run(image, features, logits);

        var before = GC.GetAllocatedBytesForCurrentThread();
        run.Run(image, features, logits);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
