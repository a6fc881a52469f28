using System.Text;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>Whatever files are called and however they are named to the program, they are found.</summary>
public sealed class InputNameTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    /// <summary>The inputs and best classes of a run in the folder, as "input label".</summary>
    private string[] Classes(Unext50 run, params string[] inputs)
    {
        var answer = (run with { Folder = _folder.Path })
            .With(["classify", "--format", "csv", "--top", "1", .. inputs]).Exits(0);
        Assert.Equal("", answer.Error);
        return [.. answer.OutputLines[1..].Select(line => line.Replace(",ok,1,", " ", StringComparison.Ordinal))
            .Select(line => line[..line.LastIndexOf(',')])];
    }

    private string[] Classes(params string[] inputs) => Classes(new Unext50(), inputs);

    private void Copy(string sample, string name)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_folder[name])!);
        File.Copy(sample, _folder[name]);
    }

    [Theory]
    [InlineData("two words.png")]
    [InlineData("@name.png")]
    [InlineData("a@b.png")]
    [InlineData("[1].png")]
    [InlineData("50%.png")]
    [InlineData("blåbær 🍃.png")]
    public void Any_name_may_be_given(string name)
    {
        Copy(Samples.Red, name);
        Assert.Equal([$"{name} 0,red"], Classes(name));
    }

    [Fact]
    public void A_name_with_a_leading_dash_is_given_after_two_dashes()
    {
        Copy(Samples.Red, "-r.png");
        Assert.Equal(["-r.png 0,red"], Classes("--", "-r.png"));
    }

    [Fact]
    public void A_name_with_a_new_line_stays_one_line_on_standard_error_and_exact_in_csv()
    {
        Copy(Samples.Red, "two\nlines.png");
        var answer = new Unext50 { Folder = _folder.Path }.With(
            "classify", "--format", "csv", "--top", "1", "two\nlines.png", "no\nfile.png").Fails(1, @"no\nfile.png");
        Assert.Contains("\"two\nlines.png\",ok,1,0,red", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_that_is_not_utf8_is_found_as_argument_in_a_folder_by_pattern_and_in_a_list()
    {
        _folder.Shell($"cp {Samples.Red} \"$(printf 'caf\\351.png')\" && printf 'caf\\351.png\\n' > .list");
        string[] expected = [@"caf\xe9.png 0,red"];
        Assert.Equal(expected, Classes(
            new Unext50 { Through = ["/bin/sh", "-c", "\"$0\" \"$@\" \"$(printf 'caf\\351.png')\""] }));
        Assert.Equal([@"./caf\xe9.png 0,red"], Classes("."));
        Assert.Equal(expected, Classes("caf?.png"));
        Assert.Equal(expected, Classes("--files-from", ".list"));
    }

    [Fact]
    public void Folders_are_flat_unless_told_to_recurse()
    {
        Copy(Samples.Red, "photos/1.png");
        Copy(Samples.Green, "photos/inner/2.jpg");
        Assert.Equal(["photos/1.png 0,red"], Classes("photos"));
        Assert.Equal(["photos/1.png 0,red", "photos/inner/2.jpg 1,green"], Classes("-r", "photos"));
    }

    [Fact]
    public void A_quoted_pattern_is_expanded()
    {
        Copy(Samples.Red, "photos/1.png");
        Copy(Samples.Green, "photos/inner/2.jpg");
        Assert.Equal(["photos/1.png 0,red", "photos/inner/2.jpg 1,green"], Classes("photos/**/[12].*g"));
    }

    [Fact]
    public void Standard_input_is_one_picture_called_dash()
    {
        Assert.Equal(["- 2,blue"], Classes(new Unext50 { Input = File.ReadAllBytes(Samples.Blue) }, "-"));
    }

    [Fact]
    public void Names_come_from_standard_input_after_those_that_are_given()
    {
        var list = Encoding.UTF8.GetBytes($"{Samples.Green}\n{Samples.Blue}\n");
        Assert.Equal([$"{Samples.Red} 0,red", $"{Samples.Green} 1,green", $"{Samples.Blue} 2,blue"],
            Classes(new Unext50 { Input = list }, "--files-from", "-", Samples.Red));
    }

    [Fact]
    public void Names_may_end_with_zero_bytes()
    {
        var list = Encoding.UTF8.GetBytes($"{Samples.Green}\0{Samples.Blue}\0");
        Assert.Equal([$"{Samples.Green} 1,green", $"{Samples.Blue} 2,blue"],
            Classes(new Unext50 { Input = list }, "--files-from", "-", "-0"));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void Results_keep_the_order_of_the_inputs_in_batches_too(int batch)
    {
        var (red, green, blue) = ($"{Samples.Red} 0,red", $"{Samples.Green} 1,green", $"{Samples.Blue} 2,blue");
        Assert.Equal(
            [blue, red, green, red, blue],
            Classes(Samples.Blue, Samples.Red, Samples.Green, Samples.Red, Samples.Blue, "--batch", $"{batch}"));
    }
}
