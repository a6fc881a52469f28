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
}
