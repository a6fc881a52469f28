using Google.Protobuf;
using Microsoft.ML.OnnxRuntime;
using Onnx;
using UneXt50.Caching;
using UneXt50.Inference;
using Xunit;

namespace UneXt50.Tests.Inference;

/// <summary>
/// The default network, loaded from its file as it is, in parts, and from what an earlier run has stored.
/// </summary>
public sealed class GraphCacheTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public GraphCacheTests()
    {
        _model = _folder["model.onnx"];
        File.Copy(DefaultModel(), _model);
    }

    private string Cache => _folder["cache"];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void The_stored_graph_gives_the_same_bits_as_the_file_itself(int threads)
    {
        Settle();
        var without = Run(new ModelOptions { Threads = threads });
        var first = Run(new ModelOptions { Threads = threads, CacheFolder = Cache });
        var second = Run(new ModelOptions { Threads = threads, CacheFolder = Cache });
        Assert.Single(Entries());
        Assert.Equal(without, first);
        Assert.Equal(without, second);
        Assert.Equal(RunWhole(threads), without);
    }

    [Fact]
    public void Threads_and_memory_profile_share_one_entry()
    {
        Settle();
        Run(new ModelOptions { CacheFolder = Cache });
        Run(new ModelOptions { CacheFolder = Cache, Threads = 2 });
        Run(new ModelOptions { CacheFolder = Cache, LowMemory = true });
        Assert.Single(Entries());
    }

    [Fact]
    public void A_second_load_uses_what_the_first_has_stored()
    {
        HalveWeights();
        Settle();
        Run(new ModelOptions { CacheFolder = Cache });
        var entry = Path.GetFileName(Entries().Single());
        var folder = CacheFolder.Open(Cache)!;
        var graph = ModelProto.Parser.ParseFrom(folder.Read(entry));
        graph.MetadataProps.Single(property => property.Key == "unext50.attribution").Value = "from the cache";
        folder.Write(entry, graph.ToByteArray());
        using var model = UneXt50Model.Load(_model, Options(new ModelOptions { CacheFolder = Cache }));
        Assert.Equal("from the cache", model.Card.Attribution);
    }

    [Fact]
    public void A_damaged_or_foreign_entry_is_made_again()
    {
        Settle();
        var expected = Run(new ModelOptions { CacheFolder = Cache });
        var entry = Entries().Single();
        var whole = File.ReadAllBytes(entry);
        var damaged = whole.ToArray();
        damaged[whole.Length / 2] ^= 1;
        File.WriteAllBytes(entry, damaged);
        Assert.Equal(expected, Run(new ModelOptions { CacheFolder = Cache }));
        Assert.Equal(whole, File.ReadAllBytes(entry));

        CacheFolder.Open(Cache)!.Write(Path.GetFileName(entry), [1, 2, 3]);
        Assert.Equal(expected, Run(new ModelOptions { CacheFolder = Cache }));
        Assert.Equal(whole, File.ReadAllBytes(entry));
    }

    [Fact]
    public void A_graph_with_weights_of_its_own_is_not_stored_and_not_made_again_by_every_run()
    {
        Settle();
        var expected = Run(new ModelOptions());
        var cache = GraphCache.Find(Cache, _model)!;
        cache.Write(new byte[5 << 20]);
        Assert.Empty(cache.Read()!);
        Assert.Equal(expected, Run(new ModelOptions { CacheFolder = Cache }));
        Assert.Empty(cache.Read()!);
    }

    [Fact]
    public void Another_model_under_the_same_name_has_another_entry()
    {
        Settle();
        var before = Run(new ModelOptions { CacheFolder = Cache });
        var changed = ModelProto.Parser.ParseFrom(File.ReadAllBytes(_model));
        var weights = changed.Graph.Initializer.MaxBy(tensor => tensor.RawData.Length)!;
        weights.RawData = ByteString.CopyFrom(new byte[weights.RawData.Length]);
        File.WriteAllBytes(_model, changed.ToByteArray());
        Settle();
        var after = Run(new ModelOptions { CacheFolder = Cache });
        Assert.NotEqual(before, after);
        Assert.Equal(after, Run(new ModelOptions()));
        Assert.Equal(2, Entries().Length);
    }

    [Fact]
    public void A_linked_model_is_found_in_the_cache_too()
    {
        Settle();
        Directory.CreateDirectory(_folder["links"]);
        File.CreateSymbolicLink(_folder["links/other.onnx"], _model);
        using var model = UneXt50Model.Load(
            _folder["links/other.onnx"], Options(new ModelOptions { CacheFolder = Cache }));
        Assert.Equal(_folder["links/other.onnx"], model.Path);
        Assert.Equal(Run(new ModelOptions { CacheFolder = Cache }), Run(model));
        Assert.Single(Entries());
    }

    [Fact]
    public async Task Loads_at_the_same_time_leave_one_whole_entry_and_nothing_else()
    {
        Settle();
        var runs = Enumerable.Range(0, 4).Select(_ => Task.Run(() => Run(new ModelOptions { CacheFolder = Cache })));
        var answers = await Task.WhenAll(runs);
        Assert.All(answers, answer => Assert.Equal(answers[0], answer));
        Assert.Single(Entries());
        Assert.Equal(2, Directory.GetFiles(Cache).Length);
        Assert.NotNull(CacheFolder.Open(Cache)!.Read(Path.GetFileName(Entries()[0])));
    }

    [Fact]
    public void A_cache_that_cannot_be_written_changes_nothing()
    {
        Settle();
        Assert.Equal(Run(new ModelOptions()), Run(new ModelOptions { CacheFolder = "/proc/none" }));
    }

    [Fact]
    public void A_cut_off_model_is_refused_as_ever()
    {
        Settle();
        Run(new ModelOptions { CacheFolder = Cache });
        using (var file = File.OpenWrite(_model)) file.SetLength(file.Length / 2);
        Settle();
        var error = Assert.Throws<UneXt50Exception>(() => Run(new ModelOptions { CacheFolder = Cache }));
        Assert.Contains("onnxruntime cannot load it", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Less_memory_gives_the_same_classes()
    {
        using var usual = UneXt50Model.Load(_model, Options(new ModelOptions()));
        using var sparing = UneXt50Model.Load(_model, Options(new ModelOptions { LowMemory = true }));
        var (expected, actual) = (Run(usual), Run(sparing));
        for (var i = 0; i < expected.Length; i++) Assert.Equal(expected[i], actual[i], 1e-3f);
    }

    public void Dispose() => _folder.Dispose();

    // Until a file is two seconds old it is not remembered.
    private static void Settle() => Thread.Sleep(TimeSpan.FromSeconds(2.1));

    private string[] Entries() => Directory.GetFiles(Cache, "*.graph");

    private float[] Run(ModelOptions options)
    {
        using var model = UneXt50Model.Load(_model, Options(options));
        return Run(model);
    }

    // The native engine keeps no graph.
    private static ModelOptions Options(ModelOptions options) => options with { Engine = InferenceEngine.OnnxRuntime };

    private float[] RunWhole(int threads)
    {
        using var options = NativeRuntime.NewSessionOptions(threads);
        using var session = new InferenceSession(_model, options);
        var size = session.InputMetadata.Single().Value.Dimensions[2];
        using var input = OrtValue.CreateTensorValueFromMemory(Planes(3 * size * size), [1, 3, size, size]);
        using var run = new RunOptions();
        using var outputs = session.Run(run, [session.InputNames[0]], [input], ["features", "logits"]);
        return [.. outputs[0].GetTensorDataAsSpan<float>(), .. outputs[1].GetTensorDataAsSpan<float>()];
    }

    private static float[] Run(UneXt50Model model)
    {
        using var batch = model.Session.NewBatch(1);
        Planes(model.InputLength).CopyTo(batch.Input[0]);
        batch.Run(1);
        return [.. batch.Features(0), .. batch.Logits(0)];
    }

    private static float[] Planes(int length)
    {
        var random = new Random(1);
        return [.. Enumerable.Range(0, length).Select(_ => random.NextSingle() * 4 - 2)];
    }

    private static string DefaultModel()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Join(folder!.FullName, "models"))) folder = folder.Parent;
        return Directory.GetFiles(Path.Join(folder.FullName, "models"), "*.onnx").Single();
    }

    // So that no processor makes weights of its own of them, with which the graph would not be stored: x64 without VNNI
    // does of weights whose sums of two products may not fit into 16 bits.
    private void HalveWeights()
    {
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(_model));
        foreach (var tensor in model.Graph.Initializer
            .Where(tensor => tensor.DataType == (int)TensorProto.Types.DataType.Int8))
        {
            var weights = tensor.RawData.ToByteArray();
            foreach (ref var weight in weights.AsSpan()) weight = (byte)((sbyte)weight / 2);
            tensor.RawData = ByteString.CopyFrom(weights);
        }

        File.WriteAllBytes(_model, model.ToByteArray());
    }
}
