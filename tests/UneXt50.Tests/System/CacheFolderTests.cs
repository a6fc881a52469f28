using Xunit;

namespace UneXt50.Tests;

public class CacheFolderTests
{
    private static readonly byte[] Content = [1, 2, 3, 10, 13, 0, 255];

    [Fact]
    public void What_is_written_is_read_and_the_folder_is_the_owners_alone()
    {
        using var folder = new TemporaryFolder();
        var cache = CacheFolder.Open(folder["a/b"])!;
        Assert.Null(cache.Read("x"));
        cache.Write("x", Content);
        cache.Write("empty", []);

        Assert.Equal(Content, cache.Read("x")!);
        Assert.Empty(cache.Read("empty")!);
        folder.Shell("test $(stat -c %a a/b) = 700");
        Assert.Equal(["empty", "x"], Directory.GetFiles(folder["a/b"]).Select(Path.GetFileName).Order());
    }

    [Fact]
    public void An_entry_that_is_damaged_anywhere_or_cut_off_anywhere_reads_as_absent()
    {
        using var folder = new TemporaryFolder();
        var cache = CacheFolder.Open(folder.Path)!;
        cache.Write("x", Content);
        var whole = File.ReadAllBytes(folder["x"]);
        for (var i = 0; i < whole.Length; i++)
        {
            var damaged = whole.ToArray();
            damaged[i] ^= 0x20;
            File.WriteAllBytes(folder["x"], damaged);
            Assert.Null(cache.Read("x"));
            File.WriteAllBytes(folder["x"], whole[..i]);
            Assert.Null(cache.Read("x"));
        }

        File.WriteAllBytes(folder["x"], [.. whole, 0]);
        Assert.Null(cache.Read("x"));
    }

    [Theory]
    [InlineData("go+w")]
    [InlineData("g+w")]
    [InlineData("o+w")]
    public void A_folder_that_others_may_write_to_is_not_used(string rights)
    {
        using var folder = new TemporaryFolder();
        CacheFolder.Open(folder.Path)!.Write("x", Content);
        folder.Shell($"chmod {rights} .");
        Assert.Null(CacheFolder.Open(folder.Path));
    }

    [Fact]
    public void A_folder_of_another_user_is_not_used()
    {
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "only root can give a folder away");
        using var folder = new TemporaryFolder();
        folder.Shell("mkdir cache && chown 12345 cache");
        Assert.Null(CacheFolder.Open(folder["cache"]));
    }

    [Fact]
    public void Where_nothing_can_be_written_nothing_fails()
    {
        using var folder = new TemporaryFolder();
        folder.Add("file");
        var cache = CacheFolder.Open(folder["file/below"])!;
        cache.Write("x", Content);
        Assert.Null(cache.Read("x"));
        CacheFolder.Open("/proc/none")!.Write("x", Content);
        Assert.Equal(["file"], folder.Names);
    }

    [Fact]
    public void No_folder_is_no_cache() => Assert.Null(CacheFolder.Open(null));
}
