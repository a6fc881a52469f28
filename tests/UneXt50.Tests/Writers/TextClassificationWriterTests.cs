using UneXt50.Results;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Writers;

public class TextClassificationWriterTests
{
    [Fact]
    public void Several_classes_make_a_block_per_photo_best_first() => Assert.Equal(
        """
        a.jpg
           62.50 %  soy "healthy"
           25.00 %  apple scab
        b.jpg
          failed: is cut short, at 50 %; copy it again

        """,
        Text(new(Top: 2), colour: false, Sample.Success("a.jpg"), Sample.Failure("b.jpg")));

    [Fact]
    public void One_class_makes_an_aligned_line_per_photo() => Assert.Equal(
        """
         62.50 %  soy "healthy"     a.jpg
          failed  b.jpg: is cut short, at 50 %; copy it again

        """,
        Text(new(Top: 1), colour: false, Sample.Success("a.jpg"), Sample.Failure("b.jpg")));

    [Fact]
    public void A_photo_below_the_threshold_says_so()
    {
        Assert.Equal(
            "a.jpg\n  no class reaches 70 %\n",
            Text(new(Top: 5, Threshold: 0.7f), colour: false, Sample.Success("a.jpg")));
        Assert.Equal(
            "       -                    a.jpg\n",
            Text(new(Top: 1, Threshold: 0.7f), colour: false, Sample.Success("a.jpg")));
    }

    [Fact]
    public void Colour_is_written_only_when_asked_for()
    {
        Outcome[] outcomes = [Sample.Success("a.jpg"), Sample.Failure("b.jpg")];
        Assert.Contains("\e[", Text(new(Top: 3), colour: true, outcomes), StringComparison.Ordinal);
        Assert.Contains("\e[", Text(new(Top: 1), colour: true, outcomes), StringComparison.Ordinal);
        Assert.DoesNotContain("\e", Text(new(Top: 3), colour: false, outcomes), StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_cannot_break_lines_or_command_the_terminal() => Assert.Equal(
        "a\\nb\\u{1B}[2J.jpg\n   62.50 %  soy \"healthy\"\n",
        Text(new(Top: 3, Threshold: 0.5f), colour: false, Sample.Success("a\nb\e[2J.jpg")));

    private static string Text(ClassificationOptions options, bool colour, params Outcome[] outcomes) =>
        Sample.Written(path => Sample.Classes(path, ClassificationFormat.Text, options, colour), outcomes);
}
