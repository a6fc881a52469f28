using Xunit;

namespace UneXt50.Tests;

public sealed class AvailableMemoryTests
{
    [Theory]
    [InlineData("MemTotal:  3884372 kB\nMemFree:  123456 kB\nMemAvailable:    2048000 kB\n", 2_097_152_000L)]
    [InlineData("MemTotal:        3884372 kB\nMemFree:          123456 kB\n", null)] // kernels before 3.14
    [InlineData("", null)]
    public void It_is_what_the_kernel_calls_available(string file, long? bytes) =>
        Assert.Equal(bytes, AvailableMemory.Parse(System.Text.Encoding.ASCII.GetBytes(file)));

    [Fact]
    public void This_machine_has_some() => Assert.InRange(AvailableMemory.Bytes(), 1, long.MaxValue);
}
