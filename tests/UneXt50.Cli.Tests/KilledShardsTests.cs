using System.Diagnostics;
using System.Globalization;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>
/// Shards of 1,000 photos, killed at random points and started again until all are done. UNEXT50_TEST_KILLS says how
/// often; the points are those of a seed, which is told when the test fails.
/// </summary>
public sealed class KilledShardsTests : IDisposable
{
    private const int Photos = 1000;
    private const int Shards = 8;
    private const int Kills = 12;

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text
            ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    private static string Shard(int index) => $"{index}/{Shards}";

    private static string Part(int index) => $"part-{index}.npy";

    private Unext50 Program => new() { Folder = _folder.Path };

    private static string[] Arguments(int shard) =>
        ["features", "photos", "--shard", Shard(shard), "--resume", "--out", Part(shard), "--quiet"];

    [Fact]
    public async Task Killed_and_started_again_they_lose_and_double_no_row()
    {
        var seed = Number("UNEXT50_TEST_SEED", Random.Shared.Next());
        var random = new Random(seed);
        TestContext.Current.TestOutputHelper?.WriteLine($"UNEXT50_TEST_SEED={seed}");
        WritePhotos();
        Program.With("features", "photos", "--out", "one.npy").Exits(0);

        var patience = Stopwatch.StartNew();
        Program.With(Arguments(1)).Exits(0);
        var whole = (int)patience.ElapsedMilliseconds;
        Assert.All(Directory.GetFiles(_folder.Path, "part-1*"), File.Delete);

        for (var kill = Number("UNEXT50_TEST_KILLS", Kills); kill > 0; kill--)
        {
            using var process = Program.Start(Arguments(random.Next(1, Shards + 1)));
            await Task.Delay(random.Next(whole), TestContext.Current.CancellationToken);
            using var signal = Process.Start("kill", [random.Next(2) == 0 ? "-KILL" : "-TERM", $"{process.Id}"]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.True(process.ExitCode is 0 or 143 or 137, $"exit code {process.ExitCode}, seed {seed}");
        }

        for (var shard = 1; shard <= Shards; shard++) Program.With(Arguments(shard)).Exits(0);
        Program.With(["features", "merge", .. Enumerable.Range(1, Shards).Select(Part), "--out", "all.npy"]).Exits(0);
        Assert.Equal(File.ReadAllBytes(_folder["one.npy"]), File.ReadAllBytes(_folder["all.npy"]));
        Assert.Equal(File.ReadAllBytes(_folder["one.index.csv"]), File.ReadAllBytes(_folder["all.index.csv"]));
        Assert.DoesNotContain(_folder.Names, name => name.StartsWith(".unext50-", StringComparison.Ordinal));
    }

    // Each of another colour, so that no row passes for another's.
    private void WritePhotos()
    {
        Directory.CreateDirectory(_folder["photos"]);
        for (var i = 0; i < Photos; i++)
            Samples.WriteColour(_folder[$"photos/{i:0000}.png"], (byte)(i % 250), (byte)(i / 250 * 60));
    }
}
