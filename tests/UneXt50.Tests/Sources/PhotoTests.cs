using System.Text;
using UneXt50.Sources;
using Xunit;

namespace UneXt50.Tests.Sources;

public sealed class PhotoTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static UneXt50Exception ErrorOf(string path)
    {
        var error = Assert.Throws<UneXt50Exception>(() => PhotoFile.Open(path).Read());
        Assert.Equal(ErrorKind.Input, error.Kind);
        Assert.Equal(path, error.Subject);
        return error;
    }

    [Fact]
    public void Reading_gives_the_bytes_under_the_name_of_the_photo()
    {
        var frame = PhotoFile.Open(_folder.Add("a.jpg", "bytes")).Read();
        Assert.Equal(_folder["a.jpg"], frame.Name);
        Assert.Equal("bytes"u8, frame.Data.Span);
    }

    [Fact]
    public void A_missing_file_is_an_error() =>
        Assert.Equal("there is no such file", ErrorOf(_folder["none.jpg"]).Problem);

    [Fact]
    public void A_path_through_a_file_is_an_error() => ErrorOf(_folder.Add("file") + "/inner.jpg");

    [Fact]
    public void An_empty_file_is_an_error() =>
        Assert.Equal("it is empty", ErrorOf(_folder.Add("empty.jpg", "")).Problem);

    [Fact]
    public void A_folder_is_an_error() => ErrorOf(_folder.Path);

    [Fact]
    public void A_name_with_a_zero_character_is_an_error() => ErrorOf("a\0b.jpg");

    [Fact]
    public void A_broken_link_is_an_error_that_names_its_target()
    {
        _folder.Shell("ln -s nowhere.jpg link.jpg");
        Assert.Contains("nowhere.jpg", ErrorOf(_folder["link.jpg"]).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Links_in_a_circle_are_an_error()
    {
        _folder.Shell("ln -s b a && ln -s a b");
        ErrorOf(_folder["a"]);
    }

    [Fact]
    public void A_file_above_the_bound_is_refused_before_memory_is_taken()
    {
        _folder.Shell("truncate -s 300G big.jpg");
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Contains("134.2 MB", ErrorOf(_folder["big.jpg"]).Problem, StringComparison.Ordinal);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 1 << 20);
    }

    [Fact]
    public void A_device_without_end_is_refused_at_the_bound() => ErrorOf("/dev/zero");

    [Fact]
    public void A_file_that_does_not_know_its_length_is_read_to_its_end()
    {
        Assert.StartsWith("Linux", Encoding.ASCII.GetString(
            PhotoFile.Open("/proc/version").Read().Data.Span), StringComparison.Ordinal);
    }
}
