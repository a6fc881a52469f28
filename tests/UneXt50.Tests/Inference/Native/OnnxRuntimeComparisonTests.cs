using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using UneXt50.Inference.Native;
using UneXt50.Inference.Native.Kernels;
using UneXt50.Onnx;
using Xunit;

namespace UneXt50.Tests.Inference.Native;

/// <summary>Both engines on the same input, layer by layer.</summary>
public class OnnxRuntimeComparisonTests
{
    public static TheoryData<string> Names => GoldenNetworks.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void A_level_differs_from_onnxruntimes_by_one_at_most_and_hardly_ever(string name) =>
        Compare(GoldenNetworks.Model(name));

    [Fact]
    public void So_it_is_with_the_default_model() => Compare(GoldenNetworks.DefaultModel);

    private static void Compare(string path)
    {
        using var file = MappedFile.Open(path);
        var graph = OnnxReader.Read(file.Bytes);
        var size = (int)graph.Inputs[0].Dimensions[2];
        using var network = NativeNetwork.Create(graph, file, size, ProductKernel.Best, Arena.Keeping.All);
        using var run = new NativeRun(network, threads: 1);
        var image = new float[3 * size * size];
        var random = new Random(11);
        for (var i = 0; i < image.Length; i++) image[i] = (random.NextSingle() * 4.4f) - 2;
        var (count, different) = (0L, 0L);
        run.Start(image);
        foreach (var (index, levels) in Levels(path, network.Plan, image, size).Index())
        {
            run.RunLayers(index..(index + 1));
            var layer = network.Plan.Layers[index];
            for (var i = 0; i < levels.Length; i++)
            {
                var (channel, pixel) = Math.DivRem(i, layer.Output.Pixels);
                var (row, column) = Math.DivRem(pixel, layer.Output.Width);
                var distance = Math.Abs(run.Level(layer.Output, row, column, channel) - levels[i]);
                Assert.True(distance <= 1, $"{layer.Name} [{channel}, {row}, {column}]: {distance}");
                if (distance == 0) continue;
                different++;
                Assert.True(layer is AdditionPlan, $"{layer.Name}: only sums are computed in another way");
                // The next layer has the same input on both engines.
                run.SetLevel(layer.Output, row, column, channel, levels[i]);
            }

            count += levels.Length;
        }

        Assert.InRange(different, 0, count / 1000);
    }

    private static List<byte[]> Levels(string path, NetworkPlan plan, float[] image, int size)
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(path));
        var levels = new TypeProto
        {
            TensorType = new TypeProto.Types.Tensor { ElemType = (int)TensorProto.Types.DataType.Uint8 },
        };
        foreach (var layer in plan.Layers)
            model.Graph.Output.Add(new ValueInfoProto { Name = layer.Name, Type = levels });
        using var options = NativeRuntime.NewSessionOptions(threads: 1);
        using var session = new InferenceSession(model.ToByteArray(), options);
        using var run = new RunOptions();
        using var input = OrtValue.CreateTensorValueFromMemory(image, [1, 3, size, size]);
        using var results = session.Run(run, ["image"], [input], [.. plan.Layers.Select(layer => layer.Name)]);
        return [.. results.Select(result => result.GetTensorDataAsSpan<byte>().ToArray())];
    }
}
