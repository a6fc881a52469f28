using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Sources;

public sealed class ShardEnvironmentTests
{
    private static Shard Read(string settings) => ShardEnvironment.Read(name => settings
        .Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(setting => setting.Split('='))
        .FirstOrDefault(setting => setting[0] == name)?[1]);

    private static string Slurm(int id, int count, int first, int last, int step = 1) =>
        $"SLURM_ARRAY_TASK_ID={id} SLURM_ARRAY_TASK_COUNT={count} SLURM_ARRAY_TASK_MIN={first} "
        + $"SLURM_ARRAY_TASK_MAX={last} SLURM_ARRAY_TASK_STEP={step}";

    [Theory]
    [InlineData(1, 8, 1, 8, 1, "1/8")]
    [InlineData(8, 8, 1, 8, 1, "8/8")]
    [InlineData(0, 8, 0, 7, 1, "1/8")]
    [InlineData(30, 4, 10, 45, 10, "3/4")]
    [InlineData(5, 1, 5, 5, 1, "1/1")]
    public void A_slurm_task_is_its_place_in_a_range(int id, int count, int first, int last, int step, string shard) =>
        Assert.Equal(shard, Read(Slurm(id, count, first, last, step)).ToString());

    [Fact]
    public void A_slurm_task_submitted_again_alone_keeps_its_place_by_the_number_of_shards() =>
        Assert.Equal("7/8", Read(Slurm(7, 2, 3, 7) + " UNEXT50_SHARDS=8").ToString());

    [Fact]
    public void A_pod_counts_from_nought() =>
        Assert.Equal("3/8", Read("JOB_COMPLETION_INDEX=2 UNEXT50_SHARDS=8").ToString());

    [Theory]
    [InlineData("", "SLURM_ARRAY_TASK_ID")]
    [InlineData("UNEXT50_SHARDS=8", "JOB_COMPLETION_INDEX")]
    [InlineData("JOB_COMPLETION_INDEX=2", "UNEXT50_SHARDS is not set")]
    [InlineData("JOB_COMPLETION_INDEX=8 UNEXT50_SHARDS=8", "JOB_COMPLETION_INDEX=8")]
    [InlineData("JOB_COMPLETION_INDEX=x UNEXT50_SHARDS=8", "JOB_COMPLETION_INDEX=x")]
    [InlineData("JOB_COMPLETION_INDEX=0 UNEXT50_SHARDS=0", "UNEXT50_SHARDS=0")]
    [InlineData("SLURM_ARRAY_TASK_ID=3", "SLURM_ARRAY_TASK_MIN is not set")]
    [InlineData("SLURM_ARRAY_TASK_ID=-3 UNEXT50_SHARDS=8", "SLURM_ARRAY_TASK_ID=-3")]
    [InlineData("SLURM_ARRAY_TASK_ID=0 UNEXT50_SHARDS=8", "--array=1-8")]
    public void Nonsense_is_refused_by_the_name_of_its_variable(string settings, string words)
    {
        var error = Assert.Throws<UneXt50Exception>(() => Read(settings));
        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains(words, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(3, 2, 3, 7, 1)] // --array=3,7
    [InlineData(4, 3, 1, 4, 1)] // --array=1,2,4
    [InlineData(3, 2, 2, 4, 2)] // not of its own array
    [InlineData(1, 1, 1, 1, 0)]
    public void A_list_of_tasks_is_no_range(int id, int count, int first, int last, int step)
    {
        var error = Assert.Throws<UneXt50Exception>(() => Read(Slurm(id, count, first, last, step)));
        Assert.Contains("UNEXT50_SHARDS", error.Remedy, StringComparison.Ordinal);
    }
}
