using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Sources;

public sealed class ShardTests
{
    [Theory]
    [InlineData("1/1", 1, 1)]
    [InlineData("3/8", 3, 8)]
    [InlineData("1000000/1000000", 1_000_000, 1_000_000)]
    public void A_shard_is_I_of_N(string text, int index, int count)
    {
        Assert.Equal(new Shard(index, count), Shard.TryParse(text));
        Assert.Equal(text, new Shard(index, count).ToString());
    }

    [Theory]
    [InlineData("0/8")]
    [InlineData("9/8")]
    [InlineData("1/0")]
    [InlineData("-1/8")]
    [InlineData("1/1000001")]
    [InlineData("1")]
    [InlineData("1/2/3")]
    [InlineData("1 / 2")]
    [InlineData("a/b")]
    [InlineData("99999999999999999999/2")]
    [InlineData("")]
    public void Anything_else_is_none(string text) => Assert.Null(Shard.TryParse(text));

    [Fact]
    public void Every_input_belongs_to_exactly_one_shard_and_shards_are_about_equal()
    {
        var shards = Enumerable.Range(1, 8).Select(index => new Shard(index, 8)).ToList();
        string[] names = [.. Enumerable.Range(0, 8000).Select(i => $"photos/{i}.jpg")];
        Assert.All(names, name => Assert.Single(shards, shard => shard.Holds(name)));
        Assert.All(shards, shard => Assert.InRange(names.Count(shard.Holds), 850, 1150));
    }

    /// <summary>
    /// By xxhsum 0.8.1 -H3, of which the modulo was taken: a part written today is continued next year.
    /// </summary>
    [Theory]
    [InlineData("photos/leaf.jpg", 356)]
    [InlineData("Äpfel/Blatt 1.png", 823)]
    [InlineData("\\xff.jpg", 806)]
    public void Which_shard_an_input_belongs_to_never_changes(string name, int index) =>
        Assert.True(new Shard(index, 1000).Holds(name));
}
