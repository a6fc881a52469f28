using UneXt50.Cameras.Mqtt;
using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

public sealed class MessageQueueTests
{
    [Fact]
    public void Messages_leave_in_the_order_they_came()
    {
        using var queue = Filled(capacity: 10, count: 5);

        Assert.Equal([0, 1, 2], Numbers(queue.Take(3)));
        Assert.Equal([3, 4], Numbers(queue.Take(3)));
        Assert.Empty(queue.Take(3));
        Assert.Equal(0, queue.Dropped);
    }

    [Fact]
    public void The_oldest_make_room_and_are_counted()
    {
        using var queue = Filled(capacity: 3, count: 5);

        Assert.Equal(2, queue.Dropped);
        Assert.Equal([2, 3, 4], Numbers(queue.Take(10)));
    }

    [Fact]
    public void What_was_not_delivered_comes_first_again_unless_newer_ones_fill_the_queue()
    {
        using var queue = Filled(capacity: 3, count: 3);
        var taken = queue.Take(2);
        queue.Add([3]);

        queue.Return(taken);

        Assert.Equal(1, queue.Dropped);
        Assert.Equal([1, 2, 3], Numbers(queue.Take(10)));
    }

    private static MessageQueue Filled(int capacity, int count)
    {
        var queue = new MessageQueue(capacity);
        for (byte i = 0; i < count; i++) queue.Add([i]);
        return queue;
    }

    private static int[] Numbers(IEnumerable<byte[]> messages) => [.. messages.Select(message => (int)message[0])];
}
