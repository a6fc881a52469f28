using System.Globalization;
using System.Runtime.CompilerServices;
using UneXt50.Onnx.Runtime;
using Xunit;

namespace UneXt50.Tests.Onnx.Runtime;

public sealed class RuntimeTableTests
{
    /// <summary>golden/api_entries.py counts them in onnxruntime's header.</summary>
    [Fact]
    public void A_table_is_as_long_as_its_version_has_entries()
    {
        static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
        var golden = File.ReadAllLines(Golden()).Select(line => line.Split('\t'))
            .ToDictionary(row => Number(row[0]), row => Number(row[1]));

        for (var minor = RuntimeTable.Oldest; minor <= 30; minor++)
        {
            var last = golden.Keys.Where(version => version <= minor).Max();
            Assert.Equal(golden[last], RuntimeTable.EntriesOf(minor));
        }
    }

    private static string Golden([CallerFilePath] string here = "") =>
        Path.Join(Path.GetDirectoryName(here), "../golden/api_entries.tsv");

    [Theory]
    [InlineData("1.31.1", 31)]
    [InlineData("1.14.0", 14)]
    [InlineData("1.23", 23)]
    [InlineData("1.-1.0", -1)]
    [InlineData("2.1.0", -1)]
    [InlineData("1", -1)]
    [InlineData("", -1)]
    public void A_version_that_is_no_1_N_is_none(string version, int minor) =>
        Assert.Equal(minor, RuntimeTable.MinorOf(version));
}
