using Xunit;

namespace UneXt50.Tests;

public sealed class NearestTests
{
    private static readonly string[] Words = ["format", "out", "batch", "top", "threshold", "recurse", "json", "jsonl"];

    [Theory]
    [InlineData("fromat", "format")]
    [InlineData("FORMAT", "format")]
    [InlineData("bacth", "batch")]
    [InlineData("treshold", "threshold")]
    [InlineData("recursive", "recurse")]
    [InlineData("jsno", "json")]
    [InlineData("output", "out")]
    [InlineData("thresh", "threshold")]
    [InlineData("batchsize", "batch")]
    [InlineData("verbose", null)]
    [InlineData("x", null)]
    [InlineData("", null)]
    public void The_nearest_word_is_found_where_one_is_near(string word, string? nearest) =>
        Assert.Equal(nearest, Nearest.To(word, Words));

    [Theory]
    [InlineData(0, "0.000 MB")]
    [InlineData(271_300, "0.271 MB")]
    [InlineData(1_000_000, "1.0 MB")]
    [InlineData(23_951_550, "24.0 MB")]
    [InlineData(2_147_483_647, "2,147.5 MB")]
    public void Bytes_are_told_in_decimal_megabytes(long bytes, string text) => Assert.Equal(text,
        ByteSize.Text(bytes));
}
