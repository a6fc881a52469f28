using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests;

[Collection<Alone>]
public sealed class CameraHeapTests : IDisposable
{
    private readonly TinyNetwork _network = new();

    public void Dispose() => _network.Dispose();

    [Fact]
    public void The_managed_heap_is_flat_over_10000_frames()
    {
        using var feed = CameraFeed.Open(() => new EndlessCamera("rgb", pause: 0));
        var pipeline = new CameraPipeline(_network.Model, feed, new CameraPipelineOptions { Count = 10_000 });
        var (frames, early, late) = (0, 0L, 0L);
        foreach (var _ in pipeline.Run(TestContext.Current.CancellationToken))
        {
            frames++;
            if (frames == 1_000) early = LiveBytes();
            if (frames == 10_000) late = LiveBytes();
        }

        TestContext.Current.TestOutputHelper?.WriteLine($"{early} bytes after 1,000 frames, {late} after 10,000");
        Assert.InRange(late, 1, early + 50_000);
    }

    // Of what a collection found alive: GC.GetTotalMemory has been seen below zero.
    private static long LiveBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        var heap = GC.GetGCMemoryInfo(GCKind.FullBlocking);
        return heap.HeapSizeBytes - heap.FragmentedBytes;
    }
}
