using System.Text.RegularExpressions;
using UneXt50.Heads;
using UneXt50.Toolchain.HeadTraining;
using Xunit;

namespace UneXt50.Toolchain.Tests.HeadTraining;

public sealed class HeadReportPageTests
{
    // So much alike that many are mistaken.
    private static HeadCard Card()
    {
        var photos = Flowers.Of("<b>rose & co</b>", 0, 12).Concat(Flowers.Of("daisy", 0, 12).Select((photo, i) =>
            photo with { Features = [.. photo.Features.Select((value, d) => d == 1 ? value + (i % 2) : value)] }));
        using var head = Flowers.Train(new TrainingSet(photos, "backbone"));
        return head.Card;
    }

    [Fact]
    public void Names_of_classes_are_text_and_never_markup()
    {
        var page = HeadReportPage.Render("<script>", Card(), _ => null);
        Assert.DoesNotContain("<b>rose", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<script>", page, StringComparison.Ordinal);
        Assert.Contains("&lt;b&gt;rose &amp; co&lt;/b&gt;", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Mistaken_photos_are_in_the_page_and_nothing_is_fetched()
    {
        var card = Card();
        var mistakes = card.Report.CrossValidation!.Mistakes;
        Assert.NotEmpty(mistakes);
        var page = HeadReportPage.Render("roses", card, _ => [1, 2, 3]);
        Assert.Equal(mistakes.Count, Regex.Count(page, "src=\"data:image/jpeg;base64,AQID\""));
        Assert.DoesNotMatch("(src|href)=\"(?!data:)", page);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_photo_that_has_gone_leaves_its_place() =>
        Assert.Contains("not at hand", HeadReportPage.Render("roses", Card(), _ => null), StringComparison.Ordinal);
}
