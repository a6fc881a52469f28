using System.Text.Json;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

public sealed class FeaturesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void An_array_has_a_row_for_each_input_in_their_order_and_an_index_beside_it()
    {
        Unext50.Run("features", Samples.Blue, "/none.jpg", Samples.Red, "--out", _folder["vec.npy"])
            .Fails(1, "/none.jpg");
        var array = Npy.Read(_folder["vec.npy"]);
        Assert.Equal("<f4", array.Type);
        Assert.Equal([2, 3], array.Shape);
        Assert.Equal([0, 0, 1, 1, 0, 0], array.Floats);

        var index = File.ReadAllLines(_folder["vec.index.csv"]);
        Assert.Equal("row,input,status", index[0]);
        Assert.Equal($"0,{Samples.Blue},ok", index[1]);
        Assert.StartsWith(",/none.jpg,", index[2], StringComparison.Ordinal);
        Assert.Equal($"1,{Samples.Red},ok", index[3]);
        // The array, its index, and the record that --resume goes on from.
        Assert.Equal(3, Directory.GetFiles(_folder.Path).Length);
    }

    [Fact]
    public void An_array_goes_through_a_pipe()
    {
        var array = Npy.Parse(Unext50.Run("features", Samples.Red, Samples.Green, "--out", "-").Exits(0).OutputBytes);
        Assert.Equal([2, 3], array.Shape);
    }

    [Fact]
    public void Float16_halves_the_numbers()
    {
        Unext50.Run("features", Samples.Red, "--out", _folder["v.npy"], "--dtype", "float16").Exits(0);
        var array = Npy.Read(_folder["v.npy"]);
        Assert.Equal("<f2", array.Type);
        Assert.Equal([1, 0, 0], array.Floats);
    }

    [Fact]
    public void Normalized_vectors_have_length_one()
    {
        var (pictures, grey) = (_folder["grey.png"], Enumerable.Repeat((float)Math.Sqrt(1 / 3.0), 3));
        Samples.WriteGrey(pictures, level: 51);
        Unext50.Run("features", pictures, "--out", _folder["v.npy"], "--normalize", "l2").Exits(0);
        Assert.All(Npy.Read(_folder["v.npy"]).Floats.Zip(grey), pair => Assert.Equal(pair.Second, pair.First, 1e-6f));
    }

    [Fact]
    public void Csv_names_its_columns()
    {
        var lines = Unext50.Run("features", Samples.Red, "--format", "csv").Exits(0).OutputLines;
        Assert.Equal(["input,status,f0,f1,f2", $"{Samples.Red},ok,1,0,0"], lines);
    }

    [Fact]
    public void Json_lines_carry_the_vector_and_its_times()
    {
        var line = Assert.Single(Unext50.Run("features", Samples.Red, "--format", "jsonl").Exits(0).OutputLines);
        var row = JsonDocument.Parse(line).RootElement;
        Assert.Equal([1, 0, 0], row.GetProperty("features").EnumerateArray().Select(value => value.GetSingle()));
        Assert.True(row.TryGetProperty("milliseconds", out _));
    }

    [Fact]
    public void Preprocessed_tensors_are_what_the_network_is_shown()
    {
        Unext50.Run("preprocess", Samples.Red, "/none.jpg", Samples.Blue, "--out", _folder["x.npy"])
            .Fails(1, "/none.jpg");
        var array = Npy.Read(_folder["x.npy"]);
        Assert.Equal([2, 3, 32, 32], array.Shape);
        var planes = array.Floats.Chunk(32 * 32).Select(plane => Assert.Single(plane.Distinct()));
        Assert.Equal([1, 0, 0, 0, 0, 1], planes);
    }
}
