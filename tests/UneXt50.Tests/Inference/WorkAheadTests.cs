using UneXt50.Inference;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Inference;

public class WorkAheadTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 1)]
    [InlineData(2, 4)]
    public void Once_it_is_given_up_no_work_begins_and_none_is_under_way(int threads, int depth)
    {
        for (var round = 0; round < 50; round++)
        {
            var (begun, ended) = (0, 0);
            var isFull = new ManualResetEventSlim();
            var ahead = new WorkAhead<string>(
                Photos(onNumber: number => { if (number == depth) isFull.Set(); }),
                photo =>
                {
                    Interlocked.Increment(ref begun);
                    // Until the queue is full, so that a photo is on its way to it when all ends.
                    isFull.Wait();
                    Thread.Sleep(1);
                    Interlocked.Increment(ref ended);
                    return photo.Name;
                },
                threads, depth, TestContext.Current.CancellationToken);
            isFull.Wait(TestContext.Current.CancellationToken);

            ahead.Dispose();
            var atTheEnd = (begun, ended);
            Thread.Sleep(5);

            Assert.Equal(atTheEnd, (begun, ended));
            Assert.Equal(begun, ended);
        }
    }

    [Fact]
    public void What_is_waited_for_when_it_is_cancelled_is_nothing()
    {
        using var cancellation = new CancellationTokenSource();
        using var ahead = new WorkAhead<string>(
            Photos(), photo => { cancellation.Cancel(); return photo.Name; }, 1, 1, cancellation.Token);
        while (ahead.Next() is not null) Thread.Yield();
        Assert.Null(ahead.Next());
    }

    private static IEnumerable<Photo> Photos(Action<int>? onNumber = null)
    {
        for (var number = 0; ; number++)
        {
            onNumber?.Invoke(number);
            yield return new Photo($"{number}", () => default);
        }
    }
}
