using UneXt50.Inference;
using Xunit;

namespace UneXt50.Tests.Inference;

public sealed class PipelineOptionsTests
{
    [Theory]
    [InlineData(7, 4, 1, 1, 4)]
    [InlineData(8, 4, 1, 4, 1)]
    [InlineData(100, 1, 1, 1, 1)]
    [InlineData(100, 4, 2, 1, 4)]
    [InlineData(0, 4, 1, 1, 4)]
    public void Many_photos_get_a_lane_for_each_core_and_few_share_all_cores(
        int photos, int threads, int batch, int lanes, int modelThreads)
    {
        var options = PipelineOptions.ForPhotos(photos, threads, batch);

        Assert.Equal((lanes, batch), (options.Lanes, options.Batch));
        Assert.Equal(modelThreads, options.ModelThreads(threads));
    }

    [Theory]
    [InlineData(4, 1, 8)]
    [InlineData(1, 1, 0)]
    [InlineData(4, 2, 0)]
    public void Photos_are_many_from_twice_the_cores_on_and_never_in_batches_or_on_one_core(
        int threads, int batch, int many) => Assert.Equal(many, PipelineOptions.Many(threads, batch));

    [Fact]
    public void A_device_takes_one_run_at_a_time_and_all_cores_decode_for_it()
    {
        var options = PipelineOptions.ForPhotos(photos: 100, threads: 6, onDevice: true);

        Assert.Equal((1, 1, 6), (options.Lanes, options.Batch, options.DecodeThreads));
        Assert.Equal(0, PipelineOptions.Many(threads: 6, onDevice: true));
    }

    [Fact]
    public void While_the_batch_is_to_be_found_there_are_no_lanes_and_photos_are_counted_up_to_the_largest()
    {
        var options = PipelineOptions.ForPhotos(photos: 1000, threads: 4, PipelineOptions.FastestBatch);

        Assert.Equal((1, PipelineOptions.FastestBatch), (options.Lanes, options.Batch));
        Assert.Equal(BatchSearch.Largest, PipelineOptions.Many(threads: 4, PipelineOptions.FastestBatch));
    }
}
