using System.Runtime.Intrinsics.X86;
using UneXt50.Search;
using Xunit;

namespace UneXt50.Tests.Search;

public sealed class NearestRowsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("float32", SearchMetric.Cosine, 1)]
    [InlineData("float32", SearchMetric.Euclidean, 2)]
    [InlineData("float16", SearchMetric.Cosine, 3)]
    [InlineData("float16", SearchMetric.Euclidean, 1)]
    public void The_nearest_rows_and_their_values_are_those_of_numpy(string type, SearchMetric metric, int threads)
    {
        using var file = FeatureFile.Open(SearchSamples.Array(type));
        using var queries = FeatureFile.Open(SearchSamples.Array("queries"));
        float[][] vectors = [.. Enumerable.Range(0, queries.Rows).Select(queries.Row)];

        var found = NearestRows.Find(
            file, vectors, new NearestOptions { Top = 20, Metric = metric, Threads = threads }, Cancellation).Found;

        var golden = SearchSamples.Rows($"{type}.{(metric == SearchMetric.Cosine ? "cosine" : "euclidean")}");
        Assert.Equal(golden.Length, found.Count);
        foreach (var (expected, rows) in golden.Zip(found))
        {
            Assert.Equal(expected.Chunk(2).Select(pair => (int)pair[0]), rows.Select(row => row.Row));
            Assert.Equal(expected.Chunk(2).Select(pair => (float)pair[1]), rows.Select(row => row.Value));
        }
    }

    [Fact]
    public void Every_float16_is_read_as_it_is()
    {
        var halves = Enumerable.Range(0, 1 << 16).Select(i => BitConverter.UInt16BitsToHalf((ushort)i)).ToArray();
        // Rows of a width that every loop has a rest of; those that hold infinity and what is no number come last.
        var path = _folder.AddArray(
            "all.npy", "{'descr': '<f2', 'fortran_order': False, 'shape': (1024, 64), }\n",
            [.. halves.SelectMany(BitConverter.GetBytes)]);
        using var file = FeatureFile.Open(path);
        for (var row = 0; row < file.Rows; row++)
        {
            var expected = halves.Skip(row * 64).Take(64)
                .Select(half => Half.IsFinite(half) ? (float)half : float.NaN).ToArray();
            Assert.Equal(expected, file.Row(row));
        }
    }

    [Theory]
    [InlineData(SearchMetric.Cosine)]
    [InlineData(SearchMetric.Euclidean)]
    public void A_query_alone_finds_what_it_finds_among_others(SearchMetric metric)
    {
        const int Rows = 4000, Width = 43; // a rest behind every loop
        var random = new Random(7);
        var halves = new Half[Rows * Width];
        for (var i = 0; i < halves.Length; i++)
        {
            // Some rows are tiny, a few hold subnormal numbers, zeros, infinity or what is no number.
            var scale = i / Width % 50 == 0 ? 1e-4 : i / Width % 7 + 0.1;
            halves[i] = random.Next(9) == 0 ? Half.Zero : (Half)((random.NextDouble() - 0.3) * scale);
            if (random.Next(9000) == 0) halves[i] = random.Next(2) == 0 ? Half.NegativeInfinity : Half.NaN;
        }

        using var file = FeatureFile.Open(_folder.AddArray(
            "all.npy", $"{{'descr': '<f2', 'fortran_order': False, 'shape': ({Rows}, {Width}), }}\n",
            [.. halves.SelectMany(BitConverter.GetBytes)]));
        float[][] queries = [.. Enumerable.Range(0, 20).Select(i => file.Row(i * 150 + 1)), new float[Width]];
        queries = [.. queries.Where(query => query.All(float.IsFinite))];
        var options = new NearestOptions { Top = 7, Metric = metric, Threads = 1 };

        var together = NearestRows.Find(file, queries, options, Cancellation);

        Assert.True(together.NotFinite > 0);
        foreach (var (query, expected) in queries.Zip(together.Found))
        {
            var alone = NearestRows.Find(file, [query], options, Cancellation);
            Assert.Equal(expected, alone.Found[0]);
            Assert.Equal(
                (together.NotFinite, together.FirstNotFinite), (alone.NotFinite, alone.FirstNotFinite));
        }
    }

    [Fact]
    public void Every_float16_counts_as_what_it_is_wherever_it_stands()
    {
        for (var bits = 0; bits < 1 << 16; bits++)
        {
            var row = new ushort[43];
            var vector = new float[43];
            row[bits % 43] = (ushort)bits;
            vector[bits % 43] = 1;
            var value = (float)BitConverter.UInt16BitsToHalf((ushort)bits);
            var sums = HalfSums.Over<Product>(row, vector);
            Assert.Equal(float.IsFinite(value), sums.IsFinite);
            if (sums.IsFinite) Assert.Equal((value * value, value), (sums.Squares, sums.Sum));
        }
    }

    [Theory]
    [InlineData(0x0000, false)]
    [InlineData(0x8000, false)]
    [InlineData(0x0001, true)]
    [InlineData(0x83FF, true)]
    [InlineData(0x0400, false)]
    [InlineData(0xFBFF, false)]
    public void Rows_of_subnormal_numbers_are_known_as_slow_where_that_matters(int bits, bool areSubnormal)
    {
        var sums = HalfSums.Over<Product>([.. Enumerable.Repeat((ushort)bits, 64)], new float[64]);
        Assert.Equal(areSubnormal && Avx2.IsSupported, sums.IsSlow);
    }

    [Fact]
    public void Rows_as_good_as_each_other_come_in_the_order_of_the_file_and_as_many_as_there_are()
    {
        using var file = FeatureFile.Open(_folder.AddMatrix("a.npy", [0, 1], [2, 0], [1, 0], [3, 0], [0, 0]));
        var found = NearestRows.Find(file, [[5, 0]], new NearestOptions { Top = 9 }, Cancellation).Found[0];
        Assert.Equal(
            [new(1, 1), new(2, 1), new(3, 1), new(0, 0), new Neighbour(4, 0)], found);
    }

    [Fact]
    public void Values_too_large_and_too_small_for_float32_squares_are_compared_all_the_same()
    {
        using var file = FeatureFile.Open(_folder.AddMatrix(
            "a.npy", [1e30f, 0], [1e-30f, 1e-30f], [0, 3e38f], [1e-42f, 0]));
        var cosines = NearestRows.Find(file, [[1, 0]], new NearestOptions { Top = 4 }, Cancellation).Found[0];
        Assert.Equal([0, 3, 1, 2], cosines.Select(row => row.Row));
        Assert.Equal([1f, 1f, MathF.Sqrt(0.5f), 0f], cosines.Select(row => row.Value));
    }

    [Fact]
    public void Rows_that_are_not_finite_are_left_out_and_counted()
    {
        using var file = FeatureFile.Open(_folder.AddMatrix(
            "a.npy", [1, 0], [float.NaN, 0], [0, float.PositiveInfinity], [0, 1]));
        var nearest = NearestRows.Find(file, [[1, 1]], cancellation: Cancellation);
        Assert.Equal([0, 3], nearest.Found[0].Select(row => row.Row));
        Assert.Equal((2, 1), (nearest.NotFinite, nearest.FirstNotFinite));
    }

    [Fact]
    public void Queries_that_do_not_fit_cost_their_own_answer_only()
    {
        using var file = FeatureFile.Open(_folder.AddMatrix("a.npy", [1, 0], [0, 1]));
        _folder.Add("a.index.csv", "row,input,status\n0,\"a,\"\"b.jpg\",ok\n,lost.jpg,it is empty\n1,c.jpg,ok\n");
        var broken = new UneXt50Exception(ErrorKind.Input, "x.jpg", "it is empty", "give a picture");
        var found = new NearestSearch(file, new NearestOptions { Top = 1 }).Run(
            [new("wide", [1, 2, 3]), new("odd", [float.NaN, 1]), new("x.jpg", null, broken), new("good", [0, 2])],
            Cancellation).ToList();
        Assert.Contains("it has 3 values", found[0].Error!.Message, StringComparison.Ordinal);
        Assert.Contains("not a number", found[1].Error!.Message, StringComparison.Ordinal);
        Assert.Same(broken, found[2].Error);
        Assert.Equal([new NamedRow(1, "c.jpg", 1)], found[3].Rows);
    }

    [Theory]
    [InlineData("row,input,status\n0,a.jpg,ok\n", "it names 1 rows, and the array has 2")]
    [InlineData("row,input,status\n0,a,ok\n1,b,ok\n2,c,ok\n", "more than the 2 rows")]
    [InlineData("row,input,status\n0,a,ok\n7,b,ok\n", "'7' stands where row 1 should")]
    [InlineData("a,b\n", "row,input")]
    [InlineData("row,input,status\n0,\"a", "has no end")]
    [InlineData("", "row,input")]
    public void An_index_of_another_array_is_refused(string index, string problem)
    {
        using var file = FeatureFile.Open(_folder.AddMatrix("a.npy", [1, 0], [0, 1]));
        _folder.Add("a.index.csv", index);
        var refused = Assert.Throws<UneXt50Exception>(() => RowNames.Of(file).Of(new HashSet<int> { 0 }));
        Assert.Equal(ErrorKind.Input, refused.Kind);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }
}
