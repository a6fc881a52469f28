using Xunit;

namespace UneXt50.Cameras.Tests;

public sealed class NewestFrameTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void A_newer_frame_takes_the_place_of_an_older_one()
    {
        using var slot = new NewestFrame();
        foreach (byte number in (byte[])[1, 2, 3]) Publish(slot, number);

        Assert.Equal(3, slot.Take(Cancellation).Data.Span[0]);
        Assert.Equal(2, slot.Replaced);
    }

    [Fact]
    public void A_taken_frame_is_left_alone_while_newer_ones_come()
    {
        using var slot = new NewestFrame();
        Publish(slot, 1);
        var taken = slot.Take(Cancellation);
        foreach (byte number in (byte[])[2, 3, 4]) Publish(slot, number);

        Assert.Equal(1, taken.Data.Span[0]);
        Assert.Equal(4, slot.Take(Cancellation).Data.Span[0]);
    }

    [Fact]
    public async Task No_frame_is_taken_twice_nor_after_a_newer_one()
    {
        using var slot = new NewestFrame();
        var writer = Task.Run(() =>
        {
            for (var number = 1; number <= 50_000; number++)
            {
                slot.Filling.Fill(BitConverter.GetBytes(number), null);
                slot.Publish();
            }
        }, Cancellation);

        for (var last = 0; last < 50_000;)
        {
            var number = BitConverter.ToInt32(slot.Take(Cancellation).Data.Span);
            Assert.True(number > last, $"{number} after {last}");
            last = number;
        }

        await writer;
    }

    [Fact]
    public void A_discarded_frame_is_not_taken()
    {
        using var slot = new NewestFrame();
        Publish(slot, 1);
        slot.Discard();
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));

        Assert.Throws<OperationCanceledException>(() => slot.Take(soon.Token));
        Publish(slot, 2);
        Assert.Equal(2, slot.Take(Cancellation).Data.Span[0]);
    }

    private static void Publish(NewestFrame slot, byte number)
    {
        slot.Filling.Fill([number], null);
        slot.Publish();
    }
}
