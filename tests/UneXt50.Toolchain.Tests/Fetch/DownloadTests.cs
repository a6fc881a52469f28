using UneXt50.Toolchain.Fetch;
using UneXt50.Toolchain.Tests.Checkpoints;
using Xunit;
using static UneXt50.Toolchain.Tests.Fetch.LoopbackServer;

namespace UneXt50.Toolchain.Tests.Fetch;

public sealed class DownloadTests : IDisposable
{
    private static readonly byte[] Content = Random();
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private string Target => _folder.File("weights.pth");

    [Fact]
    public async Task A_file_arrives_whole_and_under_its_name_only()
    {
        using var server = new LoopbackServer(File(Content));
        var seen = new List<FetchProgress>();

        await FetchAsync(server, progress: new Seen(seen));

        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Equal(["weights.pth"], _folder.Files);
        Assert.Equal(new FetchProgress(Content.Length, Content.Length), seen[^1]);
    }

    [Fact]
    public async Task A_truncated_answer_is_gone_on_with_from_where_it_ended()
    {
        using var server = new LoopbackServer(
            Answer($"200 OK\r\nContent-Length: {Content.Length}", Content.AsMemory(0, 1000)), File(Content));

        await FetchAsync(server);

        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Contains("Range: bytes=1000-", server.Requests[1]);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_left_and_asked_again()
    {
        using var server = new LoopbackServer(Stall(Content), File(Content));

        await FetchAsync(server, patience: TimeSpan.FromSeconds(1));

        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Contains($"Range: bytes={Content.Length / 2}-", server.Requests[1]);
    }

    [Fact]
    public async Task What_an_earlier_run_left_is_gone_on_with()
    {
        using var server = new LoopbackServer(File(Content));
        _folder.File("weights.pth.part", Content[..5000]);

        await FetchAsync(server);

        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.Contains("Range: bytes=5000-", Assert.Single(server.Requests));
    }

    [Fact]
    public async Task A_server_that_knows_no_ranges_starts_again()
    {
        using var server = new LoopbackServer(Answer($"200 OK\r\nContent-Length: {Content.Length}", Content));
        _folder.File("weights.pth.part", new byte[5000]);

        await FetchAsync(server);

        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task What_is_all_here_already_is_only_checked()
    {
        using var server = new LoopbackServer(
            Answer($"416 Range Not Satisfiable\r\nContent-Range: bytes */{Content.Length}\r\nContent-Length: 0"));
        _folder.File("weights.pth.part", Content);

        await FetchAsync(server);

        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task Redirections_to_https_are_followed()
    {
        using var other = new LoopbackServer(File(Content));
        using var server = new LoopbackServer(
            Answer("302 Found\r\nLocation: /elsewhere\r\nContent-Length: 0"),
            Answer("307 Temporary Redirect\r\nLocation: /again\r\nContent-Length: 0"), File(Content));

        await FetchAsync(server);

        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
        Assert.StartsWith("GET /again ", server.Requests[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://localhost/weights.pth")]
    [InlineData("file:///etc/passwd")]
    public async Task Redirections_to_anything_else_are_refused(string location)
    {
        using var server = new LoopbackServer(Answer($"302 Found\r\nLocation: {location}\r\nContent-Length: 0"));

        await RefusedAsync(server, "not https");
    }

    [Fact]
    public async Task Redirections_without_end_are_refused()
    {
        var loop = Answer("302 Found\r\nLocation: /again\r\nContent-Length: 0");
        using var server = new LoopbackServer([.. Enumerable.Repeat(loop, 20)]);

        await RefusedAsync(server, "more than 5 redirections");
        Assert.Equal(6, server.Requests.Count);
    }

    [Fact]
    public async Task Wrong_bytes_are_refused_and_not_kept()
    {
        var wrong = (byte[])Content.Clone();
        wrong[^1] ^= 1;
        using var server = new LoopbackServer(File(wrong));

        await RefusedAsync(server, $"its SHA-256 is {Digest(wrong)}, where {Digest(Content)} was published");
        Assert.Empty(_folder.Files);
    }

    [Fact]
    public async Task A_length_that_is_too_short_ends_in_a_wrong_checksum()
    {
        using var server = new LoopbackServer(Answer("200 OK\r\nContent-Length: 100", Content));

        await RefusedAsync(server, "its SHA-256 is");
    }

    [Fact]
    public async Task A_length_that_never_comes_is_given_up_and_what_came_is_kept()
    {
        var lie = Answer($"200 OK\r\nContent-Length: {2 * Content.Length}", Content);
        var more = Answer($"206 Partial Content\r\nContent-Length: {Content.Length}\r\n"
            + $"Content-Range: bytes {Content.Length}-{2 * Content.Length - 1}/{2 * Content.Length}");
        using var server = new LoopbackServer(lie, more, more, more, more);

        await RefusedAsync(server, "cannot be fetched");
        Assert.Equal(["weights.pth.part"], _folder.Files);
    }

    [Fact]
    public async Task A_file_that_is_too_large_is_refused_before_it_comes()
    {
        using var server = new LoopbackServer(Answer("200 OK\r\nContent-Length: 5000000000"));

        await RefusedAsync(server, "5,000.0 MB");
    }

    [Fact]
    public async Task A_file_without_a_length_is_refused_where_it_gets_too_large()
    {
        using var server = new LoopbackServer(Answer("200 OK", Content));

        await RefusedAsync(server, "it does not end", maximum: 10_000);
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_not_asked_for_again()
    {
        using var server = new LoopbackServer(Answer("404 Not Found\r\nContent-Length: 0"), File(Content));

        await RefusedAsync(server, "404");
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_in_trouble_is_asked_again()
    {
        using var server = new LoopbackServer(
            Answer("503 Service Unavailable\r\nContent-Length: 0"), Answer("garbage"), File(Content));

        await FetchAsync(server);

        Assert.Equal(Content, System.IO.File.ReadAllBytes(Target));
    }

    [Fact]
    public async Task A_server_with_an_unknown_certificate_is_refused()
    {
        using var server = new LoopbackServer(File(Content));
        using var handler = new SocketsHttpHandler { AllowAutoRedirect = false };

        var error = await Assert.ThrowsAsync<UneXt50Exception>(() => new Download(handler) { Pause = TimeSpan.Zero }
            .RunAsync(
                server.Url, Target, new ExpectedDigest(Digest(Content)), null,
                TestContext.Current.CancellationToken));

        Assert.Equal(ErrorKind.Checkpoint, error.Kind);
        // The server may have thought the handshake done, but nothing was said to it.
        Assert.All(server.Requests, Assert.Empty);
    }

    private async Task FetchAsync(
        LoopbackServer server, TimeSpan? patience = null, long maximum = uint.MaxValue,
        IProgress<FetchProgress>? progress = null)
    {
        using var handler = server.Handler();
        var download = new Download(handler)
        {
            Patience = patience ?? TimeSpan.FromSeconds(20),
            Pause = TimeSpan.Zero,
            MaximumBytes = maximum,
        };
        await download.RunAsync(
            server.Url, Target, new ExpectedDigest(Digest(Content)), progress, TestContext.Current.CancellationToken);
    }

    private async Task RefusedAsync(LoopbackServer server, string problem, long maximum = uint.MaxValue)
    {
        var error = await Assert.ThrowsAsync<UneXt50Exception>(() => FetchAsync(server, maximum: maximum));
        Assert.Equal(ErrorKind.Checkpoint, error.Kind);
        Assert.Contains(problem, error.Problem);
        Assert.False(System.IO.File.Exists(Target));
    }

    private static string Digest(byte[] content) => Sha256Digest.Of(new MemoryStream(content));

    private static byte[] Random()
    {
        var content = new byte[300_000];
        new Random(1).NextBytes(content);
        return content;
    }

    private sealed class Seen(List<FetchProgress> list) : IProgress<FetchProgress>
    {
        public void Report(FetchProgress value) => list.Add(value);
    }
}
