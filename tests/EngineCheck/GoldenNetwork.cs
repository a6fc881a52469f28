using System.Runtime.InteropServices;
using UneXt50.Inference.Native;
using UneXt50.Inference.Native.Kernels;

namespace UneXt50.Tests;

/// <summary>A small network, and what golden/networks.py says that each of its layers gives.</summary>
internal sealed class GoldenNetwork(string folder, string name)
{
    public static readonly IReadOnlyList<string> Names = ["basic", "bottleneck", "grouped", "wide", "pooled"];

    /// <summary>Tells where the engine gives something else; null if nowhere.</summary>
    public string? Fault(ProductKernel kernel, int threads)
    {
        using var file = MappedFile.Open(Path.Join(folder, name + ".onnx"));
        var graph = OnnxReader.Read(file.Bytes);
        var size = (int)graph.Inputs[0].Dimensions[2];
        using var network = NativeNetwork.Create(graph, file, size, kernel, Arena.Keeping.All);
        using var run = new NativeRun(network, threads);
        var golden = File.ReadAllBytes(Path.Join(folder, name + ".bin")).AsSpan();
        var image = Next<float>(ref golden, 3 * size * size);
        var features = new float[network.Plan.FeatureWidth];
        var logits = new float[network.Plan.ClassCount];
        for (var time = 1; time <= 2; time++)
        {
            run.Run(image, features, logits);
            var expected = golden;
            foreach (var layer in network.Plan.Layers)
            {
                if (Fault(run, layer, ref expected) is { } fault)
                    return $"{name}, {kernel.Name}, {threads} threads, time {time}: {fault}";
            }

            float[] outputs = [.. features, .. logits];
            if (!outputs.AsSpan().SequenceEqual(Next<float>(ref expected, outputs.Length)))
                return $"{name}, {kernel.Name}: features or logits";
        }

        return null;
    }

    private static string? Fault(NativeRun run, LayerPlan layer, ref Span<byte> expected)
    {
        var output = layer.Output;
        var levels = Next<byte>(ref expected, output.Pixels * output.Channels);
        for (var i = 0; i < levels.Length; i++)
        {
            var (pixel, channel) = Math.DivRem(i, output.Channels);
            var (row, column) = Math.DivRem(pixel, output.Width);
            var level = run.Level(output, row, column, channel);
            if (level != levels[i])
                return $"{layer.Name} [{channel}, {row}, {column}] is {level} instead of {levels[i]}";
        }

        return null;
    }

    private static Span<T> Next<T>(ref Span<byte> bytes, int count)
        where T : unmanaged
    {
        var length = Marshal.SizeOf<T>() * count;
        var values = MemoryMarshal.Cast<byte, T>(bytes[..length]);
        bytes = bytes[length..];
        return values;
    }
}
