using UneXt50.Imaging;
using Xunit;

namespace UneXt50.Tests;

public class ModelCardTests
{
    private static readonly ModelCard Card = new()
    {
        Labels = ["Apple: scab", "Tomato: healthy"],
        Preprocess = new PreprocessRule(
            160, 176, Interpolation.Bicubic, [0.485f, 0.456f, 0.406f], [0.229f, 0.224f, 0.225f]),
        Architecture = "resnext50_32x4d",
        Precision = "int8",
        Licence = "CC-BY-SA-3.0",
        Attribution = "PlantVillage",
        SourceSha256 = "fcb4",
        Tool = "unext50 0.1.0",
        Calibration = "528 photos",
        Accuracy = "top-1 97.70 %",
    };

    [Fact]
    public void A_card_written_to_metadata_reads_back_the_same()
    {
        var read = ModelCard.FromMetadata(Metadata());

        Assert.Equal(Card.Labels, read.Labels);
        Assert.Equal(Card.Preprocess.Mean, read.Preprocess.Mean);
        Assert.Equal(Card.Preprocess.Std, read.Preprocess.Std);
        Assert.Equal(
            Card with
            {
                Labels = read.Labels,
                Preprocess = Card.Preprocess with { Mean = read.Preprocess.Mean, Std = read.Preprocess.Std },
            },
            read);
    }

    [Theory]
    [InlineData("input_size", "0")]
    [InlineData("input_size", "-160")]
    [InlineData("input_size", "100000")]
    [InlineData("input_size", "177")] // more than the short side
    [InlineData("interpolation", "nearest")]
    [InlineData("mean", "0.5 0.5")]
    [InlineData("mean", "a b c")]
    [InlineData("mean", "NaN 0 0")]
    [InlineData("std", "0.2 0 0.2")]
    [InlineData("fit", "squash")]
    [InlineData("channels", "brg")]
    [InlineData("card_version", "3")]
    public void An_entry_that_does_not_hold_what_it_must_is_named(string key, string value)
    {
        var metadata = Metadata();
        metadata["unext50." + key] = value;

        var error = Assert.Throws<FormatException>(() => ModelCard.FromMetadata(metadata));

        Assert.Contains(key, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_missing_entry_is_named()
    {
        var metadata = Metadata();
        metadata.Remove("unext50.std");

        var error = Assert.Throws<FormatException>(() => ModelCard.FromMetadata(metadata));

        Assert.Contains("unext50.std is missing", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Fit.Crop, ChannelOrder.Bgr, 176)]
    [InlineData(Fit.Stretch, ChannelOrder.Rgb, 160)]
    [InlineData(Fit.Pad, ChannelOrder.Bgr, 160)]
    public void Another_fit_or_order_is_read_back_and_refused_by_programs_that_do_not_know_it(
        Fit fit, ChannelOrder channels, int shortSide)
    {
        var rule = Card.Preprocess with { Fit = fit, Channels = channels, ResizeShortSide = shortSide };

        var metadata = new Dictionary<string, string>((Card with { Preprocess = rule }).ToMetadata());
        var read = ModelCard.FromMetadata(metadata).Preprocess;

        Assert.Equal((fit, channels, shortSide, Interpolation.Bicubic),
            (read.Fit, read.Channels, read.ResizeShortSide, read.Interpolation));
        // What the first programs cannot do without.
        Assert.DoesNotContain("unext50.interpolation", metadata.Keys);
    }

    [Fact]
    public void A_card_as_the_first_programs_wrote_it_is_written_as_they_read_it()
    {
        var metadata = Metadata();

        Assert.Contains("unext50.interpolation", metadata.Keys);
        Assert.All(["card_version", "channels", "fit", "filter"],
            key => Assert.DoesNotContain("unext50." + key, metadata.Keys));
        Assert.Equal((Fit.Crop, ChannelOrder.Rgb),
            (ModelCard.FromMetadata(metadata).Preprocess.Fit, ModelCard.FromMetadata(metadata).Preprocess.Channels));
    }

    private static Dictionary<string, string> Metadata() => new(Card.ToMetadata());
}
