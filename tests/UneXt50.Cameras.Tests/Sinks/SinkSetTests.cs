using UneXt50.Cameras.Sinks;
using UneXt50.Results;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

public sealed class SinkSetTests
{
    [Fact]
    public void Every_sink_is_completed_and_disposed_whatever_one_of_them_has_lost()
    {
        var loss = new UneXt50Exception(ErrorKind.Output, "a broker", "it is gone", "start it");
        var sinks = new SinkSet();
        var (losing, other) = (sinks.Add(new RecordingSink(loss)), sinks.Add(new RecordingSink(null)));

        Assert.Equal([loss], sinks.Complete());
        sinks.Dispose();

        Assert.Equal((1, 1), (losing.Completed, other.Completed));
        Assert.Equal((1, 1), (losing.Disposed, other.Disposed));
    }

    private sealed class RecordingSink(UneXt50Exception? loss) : ISink
    {
        public int Completed { get; private set; }

        public int Disposed { get; private set; }

        public void Take(Frame frame, Outcome outcome, bool isReported)
        {
        }

        public void Complete()
        {
            Completed++;
            if (loss is not null) throw loss;
        }

        public void Dispose() => Disposed++;
    }
}
