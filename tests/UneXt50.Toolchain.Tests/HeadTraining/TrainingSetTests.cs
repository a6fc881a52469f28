using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class TrainingSetTests
{
    private static UneXt50Exception Refusal(params IEnumerable<LabelledPhoto> photos) =>
        Assert.Throws<UneXt50Exception>(() => new TrainingSet(photos, "backbone"));

    private static void Says(UneXt50Exception refusal, ErrorKind kind, params string[] words)
    {
        Assert.Equal(kind, refusal.Kind);
        Assert.All(words, word => Assert.Contains(word, refusal.Message, StringComparison.Ordinal));
    }

    [Fact]
    public void One_class_only_is_refused() =>
        Says(Refusal(Flowers.Of("rose", 0, 5)), ErrorKind.Usage, "rose", "only class");

    [Fact]
    public void No_photos_are_refused() => Says(Refusal(), ErrorKind.Usage, "no photos");

    [Theory]
    [InlineData("Leaf Rust", "leaf-rust")]
    [InlineData("rust_1", "RUST 1")]
    public void Labels_that_people_read_as_one_are_refused(string first, string second) =>
        Says(Refusal([.. Flowers.Of(first, 0, 2), .. Flowers.Of(second, 1, 2)]), ErrorKind.Usage, first, second);

    [Fact]
    public void A_class_called_unknown_is_refused() =>
        Says(Refusal([.. Flowers.Of("Unknown", 0, 2), .. Flowers.Of("rose", 1, 2)]), ErrorKind.Usage, "Unknown");

    [Fact]
    public void The_same_photo_in_two_classes_is_refused()
    {
        var rose = Flowers.Of("rose", 0, 3).ToList();
        var copy = rose[1] with { Name = "daisy/copy.jpg", Label = "daisy" };
        Says(Refusal([.. rose, .. Flowers.Of("daisy", 1, 3), copy]), ErrorKind.Usage, "daisy/copy.jpg", "rose/001.jpg");
    }

    [Fact]
    public void More_than_1000_classes_are_refused() =>
        Says(
            Refusal(Enumerable.Range(0, 1001).SelectMany(k => Flowers.Of($"class {k}", 0, 1))),
            ErrorKind.Usage, "1,001", "1,000");

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void Features_that_are_not_finite_are_refused(float value)
    {
        var rose = Flowers.Of("rose", 0, 3).ToList();
        rose[2].Features[3] = value;
        Says(Refusal([.. rose, .. Flowers.Of("daisy", 1, 3)]), ErrorKind.Model, "rose/002.jpg", "not finite");
    }

    [Fact]
    public void Features_of_different_widths_are_refused()
    {
        var odd = new LabelledPhoto("daisy/a.jpg", "daisy", new float[3]);
        Says(Refusal([odd, .. Flowers.Of("rose", 0, 3)]), ErrorKind.Usage, "rose/000.jpg", "3");
    }
}
