using System.Runtime.CompilerServices;
using System.Text;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Writers;

public sealed class NpyWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_header_is_version_1_padded_to_64_bytes()
    {
        var header = NpyHeader.Encode(NpyType.Float32, 3, [2048]);
        Assert.Equal(
            "\u0093NUMPY\u0001\u0000\u0076\u0000"
                + "{'descr': '<f4', 'fortran_order': False, 'shape': (3, 2048), }".PadRight(117) + "\n",
            Encoding.Latin1.GetString(header));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(9)]
    [InlineData(10_000_000_000)]
    [InlineData(long.MaxValue)]
    public void The_header_is_as_long_for_any_number_of_rows(long rows)
    {
        var header = NpyHeader.Encode(NpyType.Float16, rows, [3, 224, 224]);
        Assert.Equal(128, header.Length);
        Assert.Contains($"({rows}, 3, 224, 224), }}", Encoding.Latin1.GetString(header), StringComparison.Ordinal);
    }

    // The files are numpy's own (golden/check_npy.py). With UNEXT50_NPY_FOLDER set, ours stay there for that script.
    [Theory]
    [InlineData("float32_3x4.npy", NpyType.Float32, 3, new[] { 4 })]
    [InlineData("float16_3x4.npy", NpyType.Float16, 3, new[] { 4 })]
    [InlineData("float32_0x4.npy", NpyType.Float32, 0, new[] { 4 })]
    [InlineData("float16_12x2048.npy", NpyType.Float16, 12, new[] { 2048 })]
    [InlineData("float32_2x3x5x5.npy", NpyType.Float32, 2, new[] { 3, 5, 5 })]
    public void Files_are_byte_for_byte_what_numpy_saves(string name, NpyType type, int rows, int[] rowShape)
    {
        var path = Path.Join(Environment.GetEnvironmentVariable("UNEXT50_NPY_FOLDER") ?? _folder.Path, name);
        using (var writer = new NpyWriter(OutputFile.Create(path), type, rowShape))
        {
            var length = rowShape.Aggregate((a, b) => a * b);
            for (var row = 0; row < rows; row++)
            {
                writer.Write([.. Enumerable.Range(row * length, length).Select(i => (i - 7) / 3f)]);
            }

            writer.Complete();
        }

        Assert.Equal(File.ReadAllBytes(Golden(name)), File.ReadAllBytes(path));
    }

    [Fact]
    public void Infinities_and_not_a_numbers_are_kept()
    {
        using (var writer = new NpyWriter(OutputFile.Create(_folder["a.npy"]), NpyType.Float16, 3))
        {
            writer.Write([float.PositiveInfinity, float.NaN, 65504]);
            writer.Complete();
        }

        var values = File.ReadAllBytes(_folder["a.npy"])[128..];
        Assert.Equal([0x00, 0x7C, 0x00, 0xFE, 0xFF, 0x7B], values.Select(value => (int)value));
    }

    [Fact]
    public void A_value_beyond_float16_is_an_error_and_not_an_infinity()
    {
        using var writer = new NpyWriter(OutputFile.Create(_folder["a.npy"]), NpyType.Float16, 2);
        writer.Write([1, 2]);
        var error = Assert.Throws<UneXt50Exception>(() => writer.Write([1, 70000]));
        Assert.Equal(ErrorKind.Output, error.Kind);
        Assert.Contains("70000", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, writer.Count);
    }

    [Fact]
    public void A_row_of_another_length_is_refused()
    {
        using var writer = new NpyWriter(OutputFile.Create(_folder["a.npy"]), NpyType.Float32, 4);
        Assert.Throws<ArgumentException>(() => writer.Write([1, 2, 3]));
    }

    [Fact]
    public void Rows_go_to_the_disk_as_they_come()
    {
        using var writer = new NpyWriter(OutputFile.Create(_folder["a.npy"]), NpyType.Float32, 2048);
        for (var row = 0; row < 100; row++) writer.Write(new float[2048]);
        Assert.True(new FileInfo(_folder[Assert.Single(_folder.Names)]).Length > 90 * 2048 * 4);
    }

    private static string Golden(string name, [CallerFilePath] string here = "") =>
        Path.Join(Path.GetDirectoryName(here), "golden", name);
}
