using UneXt50.Inference;
using Xunit;

namespace UneXt50.Tests.Inference;

/// <summary>The search on given rates, and what a model is given; how fast anything is, no test asks.</summary>
public sealed class BatchSearchTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Theory]
    [InlineData(new[] { 100.0, 190, 370, 700, 710, 2000 }, 8, 16)] // a device that is full from 8 photos on
    [InlineData(new[] { 100.0, 104, 500 }, 1, 2)] // a processor: a batch brings nothing
    [InlineData(new[] { 100.0, 105, 110.25 }, 4, 4)] // as far as was asked for
    [InlineData(new[] { 100.0, 90 }, 1, 2)]
    public void It_is_doubled_while_that_brings_a_twentieth_more_photos_a_second(
        double[] rates, int batch, int lastTried)
    {
        var most = 1 << (rates.Length - 1);

        var found = BatchSearch.Find(photos => rates[int.Log2(photos)], most);

        Assert.Equal(batch, found.Batch);
        Assert.Equal(Enumerable.Range(0, int.Log2(lastTried) + 1).Select(power => 1 << power), found.Tried);
    }

    [Fact]
    public void A_batch_that_the_network_or_the_memory_does_not_allow_ends_it()
    {
        var found = BatchSearch.Find(photos => photos <= 4 ? photos : null, most: 64);

        Assert.Equal(4, found.Batch);
    }

    [Fact]
    public void No_batch_is_larger_than_there_are_photos()
    {
        Assert.Equal(1, _network.Model.Fit(Fastest, photos: 1).Batch);
        Assert.InRange(_network.Model.Fit(Fastest, photos: 3).Batch, 1, 2);
    }

    [Fact]
    public void A_batch_that_was_given_is_kept() =>
        Assert.Equal(7, _network.Model.Fit(new PipelineOptions { Batch = 7 }).Batch);

    [Fact]
    public void A_network_of_single_photos_gets_single_photos()
    {
        using var single = new TinyNetwork(new TinyModel { Batch = 1 });

        Assert.Equal(1, single.Model.Fit(Fastest).Batch);
    }

    [Fact]
    public void Answers_are_those_of_any_batch_in_the_same_order()
    {
        var photos = Enumerable.Range(0, 21)
            .Select(i => i % 3 == 0 ? TinyNetwork.Red($"{i}") : TinyNetwork.Blue($"{i}")).ToList();

        var found = Answers(Fastest);

        Assert.Equal(Answers(new PipelineOptions()), found);

        List<string> Answers(PipelineOptions options) =>
            [.. _network.Model.ClassifyAll(photos, options, TestContext.Current.CancellationToken)
                .Select(outcome => $"{outcome.Input} {string.Join(' ', outcome.Prediction!.Logits)}")];
    }

    [Fact]
    public void It_can_be_cancelled()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Assert.ThrowsAny<OperationCanceledException>(
            () => _network.Model.Fit(Fastest, cancellation: cancelled.Token));
    }

    private static PipelineOptions Fastest { get; } = new() { Batch = PipelineOptions.FastestBatch };
}
