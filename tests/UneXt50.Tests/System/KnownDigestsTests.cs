using System.Text;
using Xunit;

namespace UneXt50.Tests;

public class KnownDigestsTests
{
    private const string DigestOfX = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881";
    private const string DigestOfY = "a1fce4363854ff888cff4b8e7875d600c2682390412a8cf79b37d0b11148b0fa";

    [Fact]
    public void A_settled_file_is_remembered()
    {
        using var folder = new TemporaryFolder();
        var file = Settled(folder, "x");
        var digests = new KnownDigests(CacheFolder.Open(folder["cache"]));
        Assert.Equal(DigestOfX, digests.Remembered(file));
        Assert.True(File.Exists(folder["cache/digests"]));

        // What is remembered is what is answered: a line that says otherwise is believed.
        var cache = CacheFolder.Open(folder["cache"])!;
        var line = Encoding.ASCII.GetString(cache.Read("digests")!);
        cache.Write("digests", Encoding.ASCII.GetBytes(line.Replace(DigestOfX, DigestOfY)));
        Assert.Equal(DigestOfY, digests.Of(file));
    }

    [Fact]
    public void A_file_written_a_moment_ago_is_not_remembered()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Add("file", "x");
        var digests = new KnownDigests(CacheFolder.Open(folder["cache"]));
        Assert.Null(digests.Remembered(file));
        Assert.Equal(DigestOfX, digests.Of(file));
        Assert.False(Directory.Exists(folder["cache"]));
    }

    [Fact]
    public void A_file_that_changed_keeping_size_and_time_is_looked_at_again()
    {
        using var folder = new TemporaryFolder();
        var file = Settled(folder, "x");
        var digests = new KnownDigests(CacheFolder.Open(folder["cache"]));
        var time = File.GetLastWriteTimeUtc(file);
        Assert.Equal(DigestOfX, digests.Of(file));
        File.WriteAllText(file, "y");
        File.SetLastWriteTimeUtc(file, time);
        Assert.Equal(DigestOfY, digests.Of(file));
    }

    [Fact]
    public void A_damaged_memory_is_forgotten()
    {
        using var folder = new TemporaryFolder();
        var file = Settled(folder, "x");
        var digests = new KnownDigests(CacheFolder.Open(folder["cache"]));
        digests.Of(file);
        var bytes = File.ReadAllBytes(folder["cache/digests"]);
        bytes[90] ^= 1;
        File.WriteAllBytes(folder["cache/digests"], bytes);
        Assert.Equal(DigestOfX, digests.Of(file));
    }

    [Fact]
    public void Without_a_cache_or_one_that_can_be_written_no_run_pays_for_a_digest_it_may_not_need()
    {
        using var folder = new TemporaryFolder();
        var file = Settled(folder, "x");
        Assert.Null(new KnownDigests(null).Remembered(file));
        Assert.Null(new KnownDigests(CacheFolder.Open("/proc/none")).Remembered(file));
        Assert.Equal(DigestOfX, new KnownDigests(null).Of(file));
    }

    // Its time of change can be set by nobody, so that a test has to wait for it to pass.
    private static string Settled(TemporaryFolder folder, string content)
    {
        var file = folder.Add("file", content);
        Thread.Sleep(TimeSpan.FromSeconds(2.1));
        return file;
    }
}
