using System.Globalization;
using UneXt50.Known;
using UneXt50.Toolchain.Known;
using Xunit;

namespace UneXt50.Toolchain.Tests.Known;

/// <summary>Against numpy: golden/make_goldens.py.</summary>
public sealed class KnownFitTests
{
    private static readonly (string Name, double[] Values)[] Goldens =
    [
        .. File.ReadAllLines(Path.Join(AppContext.BaseDirectory, "Known/golden/known.tsv")).Select(line => line.Split('\t'))
            .Select(words => (words[0], words[1..].Select(word => double.Parse(word, CultureInfo.InvariantCulture)).ToArray())),
    ];

    private static readonly (int Kind, float[] Features)[] Photos =
    [
        .. Goldens.Where(row => row.Name.StartsWith("photo ", StringComparison.Ordinal)).Select(row =>
            (int.Parse(row.Name[6..], CultureInfo.InvariantCulture), Array.ConvertAll(row.Values, value => (float)value))),
    ];

    [Fact]
    public void A_sketch_is_numpys()
    {
        var features = Enumerable.Range(0, 2048).Select(i => (float)(i * 37 % 101 / 16.0 - 2)).ToArray();
        var sketch = new double[FeatureSketch.Size];
        FeatureSketch.Write(features, sketch);

        AssertNear(Golden("wide"), sketch, 1e-9);
    }

    [Fact]
    public void Distances_of_photos_that_are_left_out_are_numpys()
    {
        var known = Fitted(Photos).Result()!;

        AssertNear([.. Golden("held out").Order()], [.. known.Distances.ToArray().Select(value => (double)value)], 1e-5);
        Assert.Equal((Photos.Length, 5), (known.Photos, known.Classes));
    }

    [Fact]
    public void Distances_and_shares_of_other_photos_are_numpys_also_when_they_were_stored()
    {
        var known = Fitted(Photos).Result()!;
        var stored = KnownEntries.Read("model", KnownEntries.Of(known).ToDictionary())!;
        Assert.Equal((Photos.Length, 5), (stored.Photos, stored.Classes));
        var queries = Goldens.Where(row => row.Name == "query")
            .Select(row => Array.ConvertAll(row.Values, value => (float)value)).ToList();

        AssertNear(Golden("distances"), [.. queries.Select(query => known.Distance(query))], 1e-9);
        AssertNear(Golden("distances"), [.. queries.Select(query => stored.Distance(query))], 1e-5);
        AssertNear(Golden("shares"), [.. queries.Select(query => (double)stored.ShareStrangerThan(query))], 6e-5);
        Assert.Contains(Golden("shares"), share => share is > 0.1 and < 0.9);
        Assert.Equal(0, stored.ShareStrangerThan(queries[^1]));
    }

    [Fact]
    public void The_same_photos_are_stored_in_the_same_bytes_and_read_back_as_they_were_stored()
    {
        var entries = KnownEntries.Of(Fitted(Photos).Result()!);

        Assert.Equal(entries, KnownEntries.Of(Fitted(Photos).Result()!));
        Assert.Equal(entries, KnownEntries.Of(KnownEntries.Read("model", entries.ToDictionary())!));
        Assert.All(entries, entry => Assert.StartsWith("unext50.known.", entry.Key, StringComparison.Ordinal));
    }

    [Fact]
    public void Fewer_than_fifty_photos_with_others_of_their_class_or_photos_all_alike_teach_nothing()
    {
        var comparable = Photos.Where(photo => photo.Kind != 4).ToArray();

        Assert.NotNull(Fitted(comparable[..50]).Result());
        Assert.Null(Fitted(comparable[..49]).Result());
        Assert.Null(Fitted([.. comparable[..49], Photos.First(photo => photo.Kind == 4)]).Result());
        Assert.Null(Fitted([.. Enumerable.Repeat((0, new float[] { 1, 2 }), 60)]).Result());
    }

    [Fact]
    public void Two_features_or_one_class_are_enough()
    {
        (int, float[])[] photos = [.. Photos.Select(photo => (0, photo.Features[..2]))];
        var known = Fitted(photos).Result()!;

        Assert.Equal(1, known.Classes);
        Assert.InRange(photos.Average(photo => known.ShareStrangerThan(photo.Item2)), 0.4, 0.6);
        Assert.Equal(0, known.ShareStrangerThan([100, -100]));
    }

    [Theory]
    [InlineData("version", "2", "a newer one made it")]
    [InlineData("photos", "-1", "is not a number of photos")]
    [InlineData("photos", null, "unext50.known.photos is missing")]
    [InlineData("factor", "", "as many numbers")]
    [InlineData("factor", "AAAA", "as many numbers")]
    [InlineData("factor", "{", "as many numbers")]
    [InlineData("means", "AAAAAA==", "as many numbers")]
    [InlineData("means", null, "unext50.known.means is missing")]
    [InlineData("distances", "AACAPw==", "as many numbers")]
    [InlineData("distances", "AACAPwAAAAA=", "does not ascend")]
    [InlineData("distances", "AACAPwAAgH8=", "what is no number")]
    [InlineData("distances", "AACAPwAAwH8=", "what is no number")]
    public void What_a_hostile_file_stores_is_refused(string key, string? value, string problem)
    {
        var entries = KnownEntries.Of(Fitted(Photos).Result()!).ToDictionary();
        if (value is null) entries.Remove("unext50.known." + key);
        else entries["unext50.known." + key] = value;

        var refusal = Assert.Throws<UneXt50Exception>(() => KnownEntries.Read("model.onnx", entries));
        Assert.Equal((ErrorKind.Model, "model.onnx"), (refusal.Kind, refusal.Subject));
        Assert.Contains(problem, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void So_are_rows_of_zeros_half_a_mean_and_endless_lists()
    {
        var entries = KnownEntries.Of(Fitted(Photos).Result()!).ToDictionary();
        string Refusal(string key, byte[] bytes) => Assert.Throws<UneXt50Exception>(() => KnownEntries.Read(
            "model.onnx", new Dictionary<string, string>(entries)
            {
                ["unext50.known." + key] = Convert.ToBase64String(bytes),
            })).Message;

        Assert.Contains("row of zeros", Refusal("factor", new byte[4 * 96 * 97 / 2]), StringComparison.Ordinal);
        Assert.Contains("within a row", Refusal("means", new byte[4 * 97]), StringComparison.Ordinal);
        Assert.Contains("as many numbers", Refusal("means", new byte[4 * 96 * 65_537]), StringComparison.Ordinal);
        Assert.Contains("as many numbers", Refusal("distances", new byte[4 * 1002]), StringComparison.Ordinal);
    }

    [Fact]
    public void A_hostile_file_whose_distances_are_no_numbers_knows_no_photo()
    {
        var entries = KnownEntries.Of(Fitted(Photos).Result()!).ToDictionary();
        // All but nothing on the diagonal and much below it: infinities are taken from each other.
        var factor = Enumerable.Range(1, 96).SelectMany(row => Enumerable.Repeat(1f, row - 1).Append(1e-38f));
        entries["unext50.known.factor"] = Convert.ToBase64String([.. factor.SelectMany(BitConverter.GetBytes)]);
        var known = KnownEntries.Read("model.onnx", entries)!;

        Assert.True(double.IsNaN(known.Distance(Photos[0].Features)));
        Assert.Equal(0, known.ShareStrangerThan(Photos[0].Features));
    }

    private static KnownFit Fitted(IEnumerable<(int Kind, float[] Features)> photos)
    {
        var fit = new KnownFit();
        foreach (var (kind, features) in photos) fit.Add(features, kind);
        return fit;
    }

    private static double[] Golden(string name) => Goldens.Single(row => row.Name == name).Values;

    private static void AssertNear(double[] expected, double[] actual, double error)
    {
        Assert.Equal(expected.Length, actual.Length);
        Assert.All(expected.Zip(actual), pair => Assert.InRange(
            pair.Second, pair.First - (error * Math.Max(1, Math.Abs(pair.First))),
            pair.First + (error * Math.Max(1, Math.Abs(pair.First)))));
    }
}
