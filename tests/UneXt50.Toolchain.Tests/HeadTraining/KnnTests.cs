using Onnx;
using UneXt50.Tests;
using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class KnnTests : IDisposable
{
    private static readonly TrainingOptions Knn = new() { Method = HeadMethod.Knn };

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("fewer-photos-than-features")]
    [InlineData("more-photos-than-features")]
    public void Log_losses_k_and_probabilities_are_those_of_numpy(string name)
    {
        var set = Golden.Set(name);
        using var head = Flowers.Train(set, Knn);
        var (tried, losses) = (head.Card.Report.Tried, Golden.Values($"{name}.knn-losses"));
        Assert.Equal(losses.Length, tried.Count);
        Assert.All(tried.Zip(losses), pair => Assert.Equal(pair.Second, pair.First.LogLoss, 1e-6));
        Assert.Equal(Golden.Values($"{name}.knn-k")[0], head.Card.Report.Setting);
        Assert.Equal(("knn", "k"), (head.Card.Report.Method, head.Card.Report.SettingName));

        foreach (var (photo, expected) in set.Photos.Zip(Golden.Rows($"{name}.knn-probabilities")))
        {
            var scores = head.Classify(photo.Features).TopK(set.Labels.Count).OrderBy(score => score.Index);
            Assert.All(scores.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Probability, 1e-5));
        }
    }

    [Fact]
    public void The_head_is_an_ordinary_model_with_operators_that_every_tool_has()
    {
        using (var head = Flowers.Train(Flowers.Set(), Knn)) head.Save(_folder["h.onnx"]);
        var model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(_folder["h.onnx"]));
        Assert.All(model.Graph.Node, node => Assert.Equal("", node.Domain));
        Assert.All(model.OpsetImport, import => Assert.Equal("", import.Domain));
        Assert.Equal(["features"], model.Graph.Input.Select(input => input.Name));
        Assert.Equal(["probabilities", "distance"], model.Graph.Output.Select(output => output.Name));
    }

    [Fact]
    public void More_photos_than_a_head_can_keep_are_refused_with_what_helps()
    {
        // 65 vectors of 4 MB each, all the same one in memory.
        var features = new float[1 << 20];
        features[0] = 1;
        var photos = Enumerable.Range(0, 65).Select(
            i => new LabelledPhoto($"{i}.jpg", i % 2 == 0 ? "a" : "b", features, $"{i}"));
        var set = new TrainingSet(photos, "backbone");
        var refused = Assert.Throws<UneXt50Exception>(() => Flowers.Train(set, Knn));
        Assert.Equal(ErrorKind.Usage, refused.Kind);
        Assert.Contains("65 of them", refused.Message, StringComparison.Ordinal);
        Assert.Contains("method logistic", refused.Remedy, StringComparison.Ordinal);
    }
}
