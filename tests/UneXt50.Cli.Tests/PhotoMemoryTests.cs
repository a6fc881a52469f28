using System.Globalization;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>A run over any number of photos must not grow. UNEXT50_TEST_PHOTOS says over how many.</summary>
public sealed class PhotoMemoryTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("--threads", "1")]
    [InlineData("--threads", "2")]
    [InlineData("--batch", "8")]
    public async Task Resident_memory_is_flat_over_many_photos(string option, string value)
    {
        var token = TestContext.Current.CancellationToken;
        var photos = int.Parse(
            Environment.GetEnvironmentVariable("UNEXT50_TEST_PHOTOS") ?? "20000", CultureInfo.InvariantCulture);
        _folder.Add("names", string.Concat(Enumerable.Repeat($"{Samples.Green}\n", photos)));
        var program = new Unext50 { Variables = ProcessMemory.Steady };
        using var process = program.Start(
            "classify", "--files-from", _folder["names"], "--top", "1", "--format", "csv", "--quiet", option, value);
        var (early, late) = (0L, 0L);
        var rows = -1; // the header
        for (; await process.StandardOutput.ReadLineAsync(token) is not null; rows++)
        {
            if (rows == 10_000) early = ProcessMemory.ResidentKilobytes(process.Id);
            if (rows == photos - 100) late = ProcessMemory.ResidentKilobytes(process.Id);
        }

        await process.WaitForExitAsync(token);
        Assert.Equal((0, photos), (process.ExitCode, rows));
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{early} kB resident after 10,000, {late} kB after {photos:N0}");
        Assert.InRange(late, 1, early + 4_000);
    }
}
