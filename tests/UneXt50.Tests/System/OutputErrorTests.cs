using Xunit;

namespace UneXt50.Tests;

public class OutputErrorTests
{
    [Fact]
    public void A_closed_standard_output_is_told_apart_from_a_forbidden_file()
    {
        var closed = new UnauthorizedAccessException("Access denied", new IOException("Bad file descriptor", 9));
        Assert.Equal("is closed", OutputError.From("standard output", closed).Problem);
        Assert.Equal(
            "writing there is not permitted", OutputError.From("a", new UnauthorizedAccessException("denied")).Problem);
    }

    [Theory]
    [InlineData(28, "the disk is full")]
    [InlineData(122, "the disk quota is used up")]
    [InlineData(30, "the file system is read-only")]
    [InlineData(32, "the reading program has closed the pipe")]
    [InlineData(36, "the name is too long")]
    [InlineData(5, "cannot be written (Input/output error)")]
    public void The_systems_errors_are_told_in_words_with_a_remedy(int number, string problem)
    {
        var error = OutputError.From("vec.npy", new IOException("Input/output error", number));
        Assert.Equal((ErrorKind.Output, "vec.npy", problem), (error.Kind, error.Subject, error.Problem));
        Assert.NotEmpty(error.Remedy);
    }
}
