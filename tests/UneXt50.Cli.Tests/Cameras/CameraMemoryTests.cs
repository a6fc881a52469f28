using Xunit;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>A run of months must not grow.</summary>
public sealed class CameraMemoryTests : IDisposable
{
    private readonly CameraPrograms _programs = new();

    public void Dispose() => _programs.Dispose();

    [Fact]
    public async Task Resident_memory_is_flat_over_10000_frames()
    {
        var token = TestContext.Current.CancellationToken;
        _programs.Add("rpicam-vid", "red rate 0 send -1");
        var program = _programs.Program with
        {
            Variables = new Dictionary<string, string>(_programs.Program.Variables.Concat(ProcessMemory.Steady)),
        };
        using var process = program.Start(
            "classify", "--camera", "rpicam", "--top", "1", "--format", "csv", "--threads", "1", "--count", "15100");
        var (early, late) = (0L, 0L);
        for (var row = 0; await process.StandardOutput.ReadLineAsync(token) is not null; row++)
        {
            // Before, the generations of the garbage collector fill.
            if (row == 5_000) early = ProcessMemory.ResidentKilobytes(process.Id);
            if (row == 15_000) late = ProcessMemory.ResidentKilobytes(process.Id);
        }

        await process.WaitForExitAsync(token);
        Assert.Equal(0, process.ExitCode);
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"{early} kB resident after 5,000 frames, {late} kB after 15,000");
        Assert.InRange(late, 1, early + 4_000);
    }
}
