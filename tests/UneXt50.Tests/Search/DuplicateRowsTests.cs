using UneXt50.Search;
using Xunit;

namespace UneXt50.Tests.Search;

public sealed class DuplicateRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("float32", "0.98", 1)]
    [InlineData("float32", "0.6", 2)]
    [InlineData("float16", "0.98", 3)]
    [InlineData("float16", "0.6", 1)]
    public void Groups_are_those_of_numpy(string type, string threshold, int threads)
    {
        using var file = FeatureFile.Open(SearchSamples.Array(type));
        var options = new DuplicateOptions
        {
            Threshold = float.Parse(threshold, System.Globalization.CultureInfo.InvariantCulture),
            Threads = threads,
        };
        var groups = DuplicateRows.Find(file, options, Cancellation).Groups;
        var golden = SearchSamples.Rows($"{type}.duplicates-{threshold}");
        Assert.Equal(
            golden.Select(rows => rows.Select(row => (int)row)), groups.Select(rows => rows.Select(row => row.Row)));
    }

    [Fact]
    public void Rows_that_are_joined_over_others_are_one_group_across_the_blocks_of_a_long_file()
    {
        // More rows than are compared at once: rows of 2^14 numbers, of which a block takes 16.
        const int Width = 1 << 14;
        static float[] Row(int i)
        {
            // Every second one a little further on, the others each on an axis of its own.
            var row = new float[Width];
            if (i % 2 == 0) (row[0], row[1]) = ((float)Math.Cos(i * 0.01), (float)Math.Sin(i * 0.01));
            else row[2 + i] = 1;
            return row;
        }

        var rows = Enumerable.Range(0, 40).Select(Row).ToArray();
        using var file = FeatureFile.Open(_folder.AddMatrix("a.npy", rows));
        var group = Assert.Single(DuplicateRows.Find(
            file, new DuplicateOptions { Threshold = 0.9997f }, Cancellation).Groups);
        Assert.Equal(Enumerable.Range(0, 20).Select(i => 2 * i), group.Select(row => row.Row));
        Assert.Equal(1, group[0].Value);
        Assert.Equal(Math.Cos(0.38), group[^1].Value, 1e-6);
    }

    [Fact]
    public void Rows_of_zeros_and_rows_that_are_not_finite_are_nobodys_duplicates()
    {
        using var file = FeatureFile.Open(_folder.AddMatrix(
            "a.npy", [0, 0], [0, 0], [float.NaN, 1], [float.NaN, 1], [1, 1], [5, 5]));
        var duplicates = DuplicateRows.Find(file, cancellation: Cancellation);
        Assert.Equal([4, 5], Assert.Single(duplicates.Groups).Select(row => row.Row));
        Assert.Equal((2, 2), (duplicates.NotFinite, duplicates.FirstNotFinite));
        Assert.Contains("row 2 and 1 more", duplicates.LeftOut(file)!.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(1.5f)]
    [InlineData(-1.5f)]
    [InlineData(float.NaN)]
    public void A_threshold_that_no_cosine_can_be_is_refused(float threshold)
    {
        using var file = FeatureFile.Open(_folder.AddMatrix("a.npy", [1, 1]));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => DuplicateRows.Find(file, new DuplicateOptions { Threshold = threshold }, Cancellation));
    }
}
