using UneXt50.Inference;
using UneXt50.Sources;
using UneXt50.Tests;
using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class FeaturePassTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    private FeaturePass Pass(FeatureCache? cache, params Photo[] photos) => FeaturePass.Run(
        [.. photos.Select(photo => new TrainingPhoto(photo.Name, "class", photo))], _network.Model, cache,
        new PipelineOptions(), cancellation: TestContext.Current.CancellationToken);

    [Fact]
    public void A_second_pass_over_the_same_photos_runs_no_inference()
    {
        var first = Pass(null, TinyNetwork.Red(), TinyNetwork.Blue());
        Assert.Equal(2, first.Computed);
        var cache = new FeatureCache("backbone", exact: false, first.Photos);
        var second = Pass(cache, TinyNetwork.Blue("renamed"), TinyNetwork.Red());
        Assert.Equal(0, second.Computed);
        Assert.Equal(first.Photos[1].Features, second.Photos[0].Features);
        Assert.Equal("renamed", second.Photos[0].Name);
    }

    [Fact]
    public void A_photo_that_fails_is_listed_and_the_others_keep_their_names()
    {
        var pass = Pass(null, TinyNetwork.Red("a"), TinyNetwork.Broken("b"), TinyNetwork.Blue("c"));
        Assert.Equal(["a", "c"], pass.Photos.Select(photo => photo.Name));
        Assert.Equal(1, pass.Photos[1].Features[2], 0.01f);
        Assert.Equal("b", Assert.Single(pass.Skipped).Photo);

        var again = Pass(
            new FeatureCache("backbone", exact: false, pass.Photos), TinyNetwork.Broken("b"), TinyNetwork.Blue("c"));
        Assert.Equal((0, 1, 1), (again.Computed, again.Photos.Count, again.Skipped.Count));
    }
}
