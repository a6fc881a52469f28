using UneXt50.Inference;
using UneXt50.Results;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Inference;

public sealed class PipelineTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(1, 4, 1)]
    [InlineData(3, 1, 1)]
    [InlineData(4, 2, 1)]
    [InlineData(64, 3, 1)]
    [InlineData(1, 1, 2)]
    [InlineData(1, 1, 7)]
    public void Outcomes_leave_in_the_order_of_the_inputs(int batch, int decodeThreads, int lanes)
    {
        // Alternating, with slow decodes and failures strewn in.
        var inputs = Enumerable.Range(0, 30).Select(i => (i % 7, i % 2) switch
        {
            (3, _) => TinyNetwork.Broken($"broken {i}"),
            (5, _) => Slowly(TinyNetwork.Red($"red {i}")),
            (_, 0) => TinyNetwork.Red($"red {i}"),
            _ => TinyNetwork.Blue($"blue {i}"),
        }).ToList();

        var outcomes = Run(inputs, batch, decodeThreads, lanes).ToList();

        Assert.Equal(inputs.Select(input => input.Name), outcomes.Select(outcome => outcome.Input));
        Assert.All(outcomes, outcome => Assert.Equal(
            outcome.Input.Split(' ')[0], outcome.Error is null ? outcome.Prediction!.TopK(1)[0].Label : "broken"));
    }

    [Fact]
    public void A_batch_gives_the_answers_of_single_runs()
    {
        Photo[] inputs =
            [TinyNetwork.Red(), TinyNetwork.Blue(), TinyNetwork.Red(), TinyNetwork.Broken(), TinyNetwork.Blue()];

        var single = Run(inputs, batch: 1).Select(outcome => outcome.Prediction?.Logits);
        var batched = Run(inputs, batch: 4).Select(outcome => outcome.Prediction?.Logits);

        Assert.Equal(single, batched);
    }

    [Fact]
    public void Photos_at_the_same_time_get_the_answers_they_get_alone()
    {
        var inputs = Enumerable.Range(0, 60).Select(i => i % 3 == 0 ? TinyNetwork.Red() : TinyNetwork.Blue()).ToList();

        var alone = Run(inputs).Select(outcome => outcome.Prediction?.Logits);
        var together = Run(inputs, lanes: 4).Select(outcome => outcome.Prediction?.Logits);

        Assert.Equal(alone, together);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Inputs_are_read_only_a_few_ahead(int lanes)
    {
        var read = 0;
        IEnumerable<Photo> Endless()
        {
            while (true)
            {
                read++;
                yield return TinyNetwork.Red();
            }
        }

        var taken = Run(Endless(), lanes == 1 ? 2 : 1, decodeThreads: 2, lanes).Take(10).Count();

        Assert.Equal(10, taken);
        Assert.InRange(read, 10, 10 + 2 + (2 * 2));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Cancelling_ends_the_walk_with_whole_outcomes(int lanes)
    {
        using var cancellation = new CancellationTokenSource();
        var outcomes = new List<string>();
        foreach (var outcome in _network.Model.ClassifyAll(
            Enumerable.Repeat(TinyNetwork.Red(), 100), new PipelineOptions { Lanes = lanes }, cancellation.Token))
        {
            outcomes.Add(outcome.Input);
            if (outcomes.Count == 3) cancellation.Cancel();
        }

        Assert.Equal(3, outcomes.Count);
    }

    [Fact]
    public void No_inputs_give_no_outcomes() => Assert.Empty(Run([], batch: 4));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_unexpected_failure_is_not_swallowed(int lanes)
    {
        var fault = new Photo("fault", () => throw new InvalidOperationException("a bug"));

        Assert.Throws<InvalidOperationException>(() => Run([TinyNetwork.Red(), fault], lanes: lanes).ToList());
    }

    public void Dispose() => _network.Dispose();

    private static Photo Slowly(Photo photo) => new(photo.Name, () =>
    {
        Thread.Sleep(20);
        return photo.Read().Data;
    });

    private IEnumerable<Outcome> Run(IEnumerable<Photo> inputs, int batch = 1, int decodeThreads = 1, int lanes = 1) =>
        _network.Model.ClassifyAll(
            inputs, new PipelineOptions { Batch = batch, DecodeThreads = decodeThreads, Lanes = lanes },
            TestContext.Current.CancellationToken);
}
