using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>A word that is no command, option or choice is answered in one line, with what was meant.</summary>
public sealed class MisspellingTests
{
    [Theory]
    [InlineData("modle info", "unknown command 'modle'; did you mean model?")]
    [InlineData("model inof", "unknown command 'inof' for model; did you mean model info?")]
    [InlineData("head tarin photos --out h.onnx", "unknown command 'tarin' for head; did you mean head train?")]
    [InlineData("clasify leaf.jpg", "unknown command 'clasify'; did you mean classify?")]
    [InlineData("clasify --help", "unknown command 'clasify'; did you mean classify?")]
    [InlineData("train photos", "unknown command 'train'; did you mean head train?")]
    [InlineData("info", "unknown command 'info'; did you mean head info or model info?")]
    [InlineData("help modle", "unknown command 'modle'; did you mean model?")]
    [InlineData("help model inof", "unknown command 'inof' for model; did you mean model info?")]
    [InlineData("xyzzy", "unknown command 'xyzzy'; there are classify, features,")]
    [InlineData("classify a.jpg --fromat json", "unknown option '--fromat' for classify; did you mean --format?")]
    [InlineData("classify a.jpg --fromat=json", "unknown option '--fromat=json' for classify; did you mean --format?")]
    [InlineData("classify --bacth 4", "unknown option '--bacth' for classify; did you mean --batch?")]
    [InlineData("classify --camera --vieww", "unknown option '--vieww' for classify; did you mean --view?")]
    [InlineData("classify a.jpg --output b.csv", "did you mean --out?")]
    [InlineData("model info --layres", "unknown option '--layres' for model info; did you mean --layers?")]
    [InlineData("cameras --josn", "unknown option '--josn' for cameras; did you mean --json?")]
    [InlineData("head train photos --flods 3 --out h.onnx", "did you mean --folds?")]
    [InlineData("features merge a b --uot c", "unknown option '--uot' for features merge; did you mean --out?")]
    [InlineData("--hepl", "unknown option '--hepl' for unext50; did you mean --help?")]
    [InlineData("classify a.jpg --format jsno", "not 'jsno'; did you mean json?")]
    [InlineData("classify a.jpg --engine ative", "not 'ative'; did you mean native?")]
    [InlineData("features a.jpg --dtype flaot16", "not 'flaot16'; did you mean float16?")]
    [InlineData("head train p --out h.onnx --method logisitc", "not 'logisitc'; did you mean logistic?")]
    [InlineData("completions bsh", "not 'bsh'; did you mean bash?")]
    [InlineData("model info a.onnx b.onnx", "'b.onnx' is one argument too many for model info.")]
    public void One_line_says_what_was_meant(string arguments, string said) =>
        Unext50.Run(arguments.Split(' ')).Fails(2, said);

    [Theory]
    [InlineData("model fetch resnext50_32x4d-v3 --out m.onnx", "did you mean resnext50_32x4d-v")]
    [InlineData("model import a.pth --preprocess torchvison-v2 --out m.onnx", "did you mean torchvision-v2?")]
    [InlineData("bench --assert", "--assert needs a value: gate.")]
    [InlineData("classify a.jpg --format", "--format needs a value: text|json|jsonl|csv.")]
    [InlineData("classify a.jpg --out", "--out needs a value: file.")]
    [InlineData("bench --compare", "--compare needs a value: file.")]
    [InlineData("features a.jpg --dtype", "--dtype needs a value: float32|float16.")]
    [InlineData("features --shard", "--shard needs a value: I/N|auto.")]
    [InlineData("model import a.pth --size abc --out o.onnx", "--size takes a number from 0 to 4096, not 'abc'.")]
    [InlineData("head info", "<head> is missing")]
    public void A_value_that_is_missing_or_unknown_is_told_of_too(string arguments, string said) =>
        Unext50.Run(arguments.Split(' ')).Fails(2, said);

    [Fact]
    public void A_gate_on_a_metric_that_is_misspelt_names_the_nearest() =>
        Unext50.Run("bench", Samples.Model, "--assert", "cold_start.peak_resident_byte < 1MB")
            .Fails(2, "did you mean cold_start.peak_resident_bytes?");

    [Fact]
    public void A_photo_without_a_command_is_pointed_to_classify() =>
        Unext50.Run(Samples.Red).Fails(2, $"did you mean 'unext50 classify {Samples.Red}'?");

    [Fact]
    public void A_value_may_begin_with_a_dash_and_a_file_after_two_dashes_may_be_called_anything()
    {
        using var folder = new TemporaryFolder();
        File.Copy(Samples.Red, folder["--fromat"]);
        var run = new Unext50 { Folder = folder.Path };

        run.With("classify", "--out=-fromat.csv", "--", "--fromat").Exits(0);
        run.With("classify", "--out", "-out.csv", "--", "--fromat").Exits(0);

        Assert.Contains("-fromat.csv", folder.Names);
        Assert.Contains("-out.csv", folder.Names);
    }
}
