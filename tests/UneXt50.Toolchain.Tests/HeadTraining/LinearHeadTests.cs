using UneXt50.Heads;
using UneXt50.Tests;
using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class LinearHeadTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(HeadMethod.Logistic)]
    [InlineData(HeadMethod.Centroid)]
    [InlineData(HeadMethod.Knn)]
    public void A_head_read_back_answers_as_the_one_that_was_trained(HeadMethod method)
    {
        var set = Flowers.Set();
        using var trained = Flowers.Train(set, new TrainingOptions { Method = method });
        trained.Save(_folder["flowers.head.onnx"]);
        using var read = HeadModel.Load(_folder["flowers.head.onnx"]);

        Assert.Equal("flowers", read.Name);
        Assert.Equal(["daisy", "poppy", "rose"], read.Labels);
        Assert.Equal(trained.Card.Report.ToJson(), read.Card!.Report.ToJson());
        foreach (var photo in set.Photos)
        {
            var (first, second) = (trained.Classify(photo.Features), read.Classify(photo.Features));
            Assert.Equal(photo.Label, first.TopK(1)[0].Label);
            Assert.Equal(first.TopK(3), second.TopK(3));
            Assert.Equal(1, first.TopK(3).Sum(score => score.Probability), 1e-5);
        }
    }

    [Theory]
    [InlineData(HeadMethod.Logistic)]
    [InlineData(HeadMethod.Centroid)]
    [InlineData(HeadMethod.Knn)]
    public void The_same_photos_in_any_order_give_the_same_bytes(HeadMethod method)
    {
        var options = new TrainingOptions { Method = method, Date = new DateOnly(2026, 1, 2) };
        foreach (var (name, photos) in new[] { ("a", Flowers.Set().Photos), ("b", Flowers.Set().Photos.Reverse()) })
        {
            using var head = Flowers.Train(new TrainingSet(photos, "backbone"), options);
            head.Save(_folder[name]);
        }

        Assert.Equal(File.ReadAllBytes(_folder["a"]), File.ReadAllBytes(_folder["b"]));
    }

    [Theory]
    [InlineData(HeadMethod.Logistic)]
    [InlineData(HeadMethod.Centroid)]
    [InlineData(HeadMethod.Knn)]
    public void One_photo_a_class_is_enough_and_nothing_is_claimed_of_it(HeadMethod method)
    {
        using var head = Flowers.Train(Flowers.Set(count: 1), new TrainingOptions { Method = method });
        Assert.All(
            Flowers.Set(count: 1).Photos,
            photo => Assert.Equal(photo.Label, head.Classify(photo.Features).TopK(1)[0].Label));
        Assert.Null(head.Card.Report.CrossValidation);
        Assert.Null(head.Card.UnknownThreshold(5));
        Assert.Equal(["daisy", "poppy", "rose"], head.Card.Report.FewPhotos);
    }

    [Fact]
    public void Unknown_turns_away_what_is_unlike_and_about_the_share_that_was_asked_for()
    {
        using (var head = Flowers.Train(Flowers.Set(count: 100))) head.Save(_folder["h.onnx"]);
        using var strict = HeadModel.Load(_folder["h.onnx"], new HeadModelOptions { UnknownPercent = 10 });
        var strange = Flowers.Of("fern", 5, 100).Count(photo => strict.Classify(photo.Features).IsUnknown);
        var familiar = Flowers.Set(count: 100).Photos.Count(photo => strict.Classify(photo.Features).IsUnknown);
        Assert.Equal(100, strange);
        Assert.InRange(familiar, 20, 40);
    }

    [Fact]
    public void A_cosine_above_099_across_folds_is_reported()
    {
        var set = Flowers.Set();
        var copy = set.Photos[0] with { Name = "daisy/zz-copy.jpg", Sha256 = "other" };
        using var head = Flowers.Train(new TrainingSet([.. set.Photos, copy], "backbone"));
        var report = head.Card.Report;
        Assert.Contains(new NearDuplicate("daisy/000.jpg", "daisy/zz-copy.jpg", 1), report.NearDuplicates);
        Assert.Contains("daisy/zz-copy.jpg", HeadReportText.Render(head.Card), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_photos_that_are_all_alike_the_pairs_are_counted_and_ten_are_named()
    {
        var photos = Enumerable.Range(0, 60).Select(i =>
            new LabelledPhoto($"{i}.jpg", i % 2 == 0 ? "daisy" : "rose", [1, 2, 3], $"{i}"));
        using var head = Flowers.Train(new TrainingSet([.. photos], "backbone"), new TrainingOptions { Folds = 5 });
        Assert.Equal(10, head.Card.Report.NearDuplicates.Count);
        // 60 * 59 / 2, less the 12 * 11 / 2 within each of 5 folds.
        Assert.Equal(1440, head.Card.Report.NearDuplicateCount);
    }

    [Fact]
    public void Training_can_be_stopped()
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        Assert.ThrowsAny<OperationCanceledException>(() => LinearHead.Train(Flowers.Set(), cancellation: stop.Token));
    }

    // With 20,000 photos a fold takes minutes.
    [Theory]
    [InlineData(HeadMethod.Logistic)]
    [InlineData(HeadMethod.Knn)]
    public void A_fold_is_stopped_on_its_way(HeadMethod method)
    {
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        ITrainingMethod training = method == HeadMethod.Knn
            ? new KnnMethod(Flowers.Set()) : new LogisticMethod(Flowers.Set());
        Assert.ThrowsAny<OperationCanceledException>(() => training.HeldOutLogits([0, 1, 12, 13], [2, 14], stop.Token));
    }

    [Fact]
    public void A_stopped_training_leaves_the_old_head_and_the_old_features()
    {
        var path = _folder.Add("h.onnx", "old head");
        var cache = _folder.Add("h.features.safetensors", "old features");
        using var stop = new CancellationTokenSource();
        stop.Cancel();
        var photos = new FeatureCache("backbone", exact: false, Flowers.Set().Photos);
        using (var training = TrainingRun.Open(path))
        {
            Assert.ThrowsAny<OperationCanceledException>(
                () => training.Run(photos, new TrainingOptions(), [], stop.Token));
        }

        Assert.Equal("old head", File.ReadAllText(path));
        Assert.Equal("old features", File.ReadAllText(cache));
        Assert.Equal(2, Directory.GetFiles(_folder.Path).Length);
    }
}
