using Xunit;

namespace UneXt50.Cameras.Tests;

public sealed class BackoffTests
{
    [Fact]
    public void Pauses_double_up_to_half_a_minute_and_begin_anew_after_success()
    {
        var backoff = new Backoff();

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30], Enumerable.Range(0, 8).Select(_ => backoff.Next().TotalSeconds));
        backoff.Reset();
        Assert.Equal(0.5, backoff.Next().TotalSeconds);
    }
}
