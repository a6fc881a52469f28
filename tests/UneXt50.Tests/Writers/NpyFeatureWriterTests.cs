using System.Diagnostics;
using System.Text;
using UneXt50.Results;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Writers;

public sealed class NpyFeatureWriterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Rows_are_the_inputs_that_succeeded_and_the_index_lists_all()
    {
        Write(
            _folder["vec.npy"], FeatureNormalization.None,
            Sample.Success("a.jpg"), Sample.Failure("b, c.jpg"), Sample.Success("d.jpg", [7, 8, 9]));
        Assert.Equal(["vec.index.csv", "vec.npy"], _folder.Names);
        Assert.Equal(
            """
            row,input,status
            0,a.jpg,ok
            ,"b, c.jpg","is cut short, at 50 %; copy it again"
            1,d.jpg,ok

            """,
            File.ReadAllText(_folder["vec.index.csv"]));
        var (shape, values) = Read(File.ReadAllBytes(_folder["vec.npy"]));
        Assert.Equal("(2, 3)", shape);
        Assert.Equal([3, 4, 0, 7, 8, 9], values);
    }

    [Fact]
    public void A_run_in_which_nothing_succeeds_has_no_rows_but_their_width()
    {
        Write(_folder["vec.npy"], FeatureNormalization.None, Sample.Failure("b.jpg"));
        Assert.Equal("(0, 3)", Read(File.ReadAllBytes(_folder["vec.npy"])).Shape);
    }

    [Fact]
    public void Vectors_can_have_length_one_and_zeros_stay_zeros()
    {
        Outcome[] outcomes = [Sample.Success("a.jpg"), Sample.Success("b.jpg", [0, 0, 0])];
        Write(_folder["vec.npy"], FeatureNormalization.L2, outcomes);
        Assert.Equal([0.6f, 0.8f, 0, 0, 0, 0], Read(File.ReadAllBytes(_folder["vec.npy"])).Values);
    }

    [Fact]
    public void What_is_not_completed_leaves_neither_file()
    {
        using (var writer = Open(_folder["vec.npy"], FeatureNormalization.None))
        {
            writer.Write(Sample.Success("a.jpg"));
        }

        Assert.Empty(_folder.Names);
    }

    [Fact]
    public void An_index_that_cannot_be_written_is_refused_before_any_work()
    {
        Directory.CreateDirectory(_folder["vec.index.csv"]);
        var error = Assert.Throws<UneXt50Exception>(() => Open(_folder["vec.npy"], FeatureNormalization.None));
        Assert.Equal(_folder["vec.index.csv"], error.Subject);
        Assert.Equal(["vec.index.csv"], _folder.Names);
    }

    [Fact]
    public void A_full_device_is_an_error()
    {
        using var writer = Open("/dev/full", FeatureNormalization.None);
        writer.Write(Sample.Success("a.jpg"));
        var error = Assert.Throws<UneXt50Exception>(() => writer.Complete(Sample.Summary()));
        Assert.Equal(("/dev/full", "the disk is full"), (error.Subject, error.Problem));
        Assert.False(File.Exists("/dev/full.index.csv"));
    }

    [Fact]
    public async Task A_pipe_gets_the_array_alone_with_the_right_number_of_rows()
    {
        using (var mkfifo = Process.Start("mkfifo", [_folder["pipe.npy"]])) mkfifo.WaitForExit();
        var reader = Task.Run(() => File.ReadAllBytes(_folder["pipe.npy"]), TestContext.Current.CancellationToken);
        Write(_folder["pipe.npy"], FeatureNormalization.None, Sample.Success("a.jpg"), Sample.Success("b.jpg"));
        var (shape, values) = Read(await reader);
        Assert.Equal("(2, 3)", shape);
        Assert.Equal([3, 4, 0, 3, 4, 0], values);
        Assert.Equal(["pipe.npy"], _folder.Names);
    }

    private static IResultWriter Open(string path, FeatureNormalization normalization) =>
        FeatureWriter.Create(path, FeatureFormat.Npy, 3, normalization);

    private static void Write(string path, FeatureNormalization normalization, params Outcome[] outcomes)
    {
        using var writer = Open(path, normalization);
        foreach (var outcome in outcomes) writer.Write(outcome);
        writer.Complete(Sample.Summary());
    }

    private static (string Shape, float[] Values) Read(byte[] file)
    {
        var header = Encoding.Latin1.GetString(file, 0, 128);
        var start = header.IndexOf('(', StringComparison.Ordinal);
        var values = new float[(file.Length - 128) / sizeof(float)];
        Buffer.BlockCopy(file, 128, values, 0, file.Length - 128);
        return (header[start..(header.IndexOf(')', StringComparison.Ordinal) + 1)], values);
    }
}
