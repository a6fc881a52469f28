using UneXt50.Diagnostics.Benchmarking;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Diagnostics.Tests.Benchmarking;

public sealed class TakingTurnsTests
{
    private static readonly Frame[] Photos = [new("1", default), new("2", default)];

    private readonly List<string> _turns = [];

    [Fact]
    public void Who_begins_changes_and_both_see_the_same_photo()
    {
        var runs = Measure(new RunLength { Runs = 3, WarmUp = 0 });

        Assert.Equal(["a1", "b1", "b2", "a2", "a1", "b1"], _turns);
        Assert.Equal([3, 3], runs.Select(each => each.Count));
    }

    [Fact]
    public void Runs_before_those_that_count_are_no_results()
    {
        var runs = Measure(new RunLength { Runs = 1, WarmUp = 2 });

        Assert.Equal(6, _turns.Count);
        Assert.All(runs, each => Assert.Single(each));
    }

    [Fact]
    public void A_time_that_is_over_still_gives_one_run() =>
        Assert.All(
            Measure(new RunLength { Runs = 1000, WarmUp = 0, Duration = TimeSpan.Zero }), each => Assert.Single(each));

    [Fact]
    public void Cancellation_ends_it()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();
        Assert.Throws<OperationCanceledException>(() => Measure(cancelled.Token));
    }

    private IReadOnlyList<IReadOnlyList<TimedRun>> Measure(RunLength length) =>
        Measure(TestContext.Current.CancellationToken, length);

    private IReadOnlyList<IReadOnlyList<TimedRun>> Measure(CancellationToken cancellation, RunLength? length = null) =>
        TakingTurns.Measure(
            [new ScriptedContender('a', _turns), new ScriptedContender('b', _turns)], Photos,
            length ?? new RunLength(), _ => { }, cancellation);
}
