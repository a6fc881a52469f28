using UneXt50.Heads;
using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class LogisticRegressionTests
{
    public static TheoryData<string> Sets => ["fewer-photos-than-features", "more-photos-than-features"];

    [Theory]
    [MemberData(nameof(Sets))]
    public void Folds_are_those_of_scikit_learn(string name)
    {
        var set = Golden.Set(name);
        Assert.Equal(Golden.Values($"{name}.folds").Select(fold => (int)fold), StratifiedFolds.Assign(set.Classes, 5));
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void Log_losses_and_probabilities_are_those_of_scikit_learn(string name)
    {
        var set = Golden.Set(name);
        using var head = Flowers.Train(set);
        var (tried, losses) = (head.Card.Report.Tried, Golden.Values($"{name}.losses"));
        Assert.Equal(losses.Length, tried.Count);
        Assert.All(tried.Zip(losses), pair => Assert.Equal(pair.Second, pair.First.LogLoss, 5e-4));
        Assert.Equal(Golden.Values($"{name}.strength")[0], head.Card.Report.Setting, 1e-9);

        foreach (var (photo, expected) in set.Photos.Zip(Golden.Rows($"{name}.probabilities")))
        {
            var scores = head.Classify(photo.Features).TopK(set.Labels.Count).OrderBy(score => score.Index);
            Assert.All(scores.Zip(expected), pair => Assert.Equal(pair.Second, pair.First.Probability, 1e-4));
        }
    }

    [Fact]
    public void A_class_missing_from_the_training_folds_is_never_predicted_there()
    {
        var set = Golden.Set("fewer-photos-than-features");
        var photos = set.Photos.Append(set.Photos[0] with { Name = "alone", Label = "rare" });
        using var head = Flowers.Train(new TrainingSet(photos, "backbone"));
        var validation = head.Card.Report.CrossValidation!;
        Assert.Equal(new Proportion(0, 1), validation.Classes[3].Recall);
        Assert.All(validation.Confusion, row => Assert.Equal(0, row[3]));
        Assert.Equal(["rare"], head.Card.Report.FewPhotos.Except(["2"]));
    }
}
