using UneXt50.Search;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Search;

public sealed class FeatureFileTests : IDisposable
{
    private const string Header = "{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }";

    private static readonly byte[] Data = [.. new float[] { 1, 2, 3, 4, 5, 6 }.SelectMany(BitConverter.GetBytes)];

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Header, 1)]
    [InlineData(Header, 2)]
    [InlineData(Header, 3)]
    [InlineData("{\"shape\":(2,3),\"fortran_order\":False,\"descr\":\"<f4\"}   \n", 1)]
    public void Headers_of_all_versions_and_programs_are_read(string header, byte version)
    {
        using var file = FeatureFile.Open(_folder.AddArray("a.npy", header, Data, version));
        Assert.Equal((2, 3, NpyType.Float32), (file.Rows, file.Width, file.Type));
        Assert.Equal([4, 5, 6], file.Row(1));
    }

    [Theory]
    [InlineData("{'descr': '<f8', 'fortran_order': False, 'shape': (1, 3), }", "'<f4' or '<f2' is needed")]
    [InlineData("{'descr': '>f4', 'fortran_order': False, 'shape': (2, 3), }", "its numbers are >f4")]
    [InlineData("{'descr': '|O', 'fortran_order': False, 'shape': (2, 3), }", "its numbers are |O")]
    [InlineData("{'descr': [('a', '<f4')], 'fortran_order': False, 'shape': (2, 3), }", "several fields")]
    [InlineData("{'descr': '<f4', 'fortran_order': True, 'shape': (2, 3), }", "Fortran order")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (6,), }", "it is [6], not [rows, width]")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (), }", "it is [], not")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 2, 3), }", "it is [1, 2, 3], not")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (0, 3), }", "no rows")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 0), }", "hold nothing")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (3, 3), }", "it ends too early")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (1, 3), }", "it is longer than")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2147483647, 1048576), }", "it ends too early")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (9223372036854775807, 3), }", "rows are taken")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 9223372036854775807), }", "numbers are taken")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (-2, 3), }", "header is damaged")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999, 3), }", "header is damaged")]
    [InlineData("{'descr': '<f4', 'fortran_order': Maybe, 'shape': (2, 3), }", "header is damaged")]
    [InlineData("{'descr': '<f4', 'fortran_order': False}", "header is damaged")]
    [InlineData("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3", "header is damaged")]
    [InlineData("", "header is damaged")]
    public void Arrays_of_another_kind_are_refused_with_what_they_are(string header, string problem)
    {
        var path = _folder.AddArray("a.npy", header, Data);
        var refused = Assert.Throws<UneXt50Exception>(() => FeatureFile.Open(path));
        Assert.Equal((ErrorKind.Input, path), (refused.Kind, refused.Subject));
        Assert.Contains(problem, refused.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_cut_anywhere_is_refused()
    {
        var whole = File.ReadAllBytes(_folder.AddArray("whole.npy", Header, Data));
        for (var length = 0; length < whole.Length; length++)
        {
            File.WriteAllBytes(_folder["cut.npy"], whole[..length]);
            var refused = Assert.Throws<UneXt50Exception>(() => FeatureFile.Open(_folder["cut.npy"]));
            Assert.Equal(ErrorKind.Input, refused.Kind);
        }
    }

    [Fact]
    public void Any_byte_of_a_header_may_be_wrong_without_harm()
    {
        var whole = File.ReadAllBytes(_folder.AddArray("whole.npy", Header, Data));
        for (var i = 0; i < whole.Length - Data.Length; i++)
        {
            foreach (byte wrong in (byte[])[0, (byte)'9', (byte)'(', (byte)'\'', 0xFF])
            {
                var bytes = whole.ToArray();
                bytes[i] = wrong;
                File.WriteAllBytes(_folder["wrong.npy"], bytes);
                try
                {
                    using var file = FeatureFile.Open(_folder["wrong.npy"]);
                    Assert.Equal(Data.Length, file.Rows * file.Width * (file.Type == NpyType.Float32 ? 4 : 2));
                }
                catch (UneXt50Exception refused)
                {
                    Assert.Equal(ErrorKind.Input, refused.Kind);
                }
            }
        }
    }

    [Theory]
    [InlineData("a photo", "it is not a .npy file")]
    [InlineData("", "it is empty")]
    public void Other_files_are_refused(string content, string problem)
    {
        var path = _folder.Add("a.npy", content);
        Assert.Contains(
            problem, Assert.Throws<UneXt50Exception>(() => FeatureFile.Open(path)).Problem, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_file_and_a_folder_are_refused()
    {
        Assert.Equal(ErrorKind.Input, Assert.Throws<UneXt50Exception>(() => FeatureFile.Open("/none.npy")).Kind);
        Assert.Equal(ErrorKind.Input, Assert.Throws<UneXt50Exception>(() => FeatureFile.Open(_folder.Path)).Kind);
    }
}
