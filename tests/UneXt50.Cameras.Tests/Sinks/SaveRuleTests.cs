using UneXt50.Cameras.Saving;
using UneXt50.Cameras.Sinks;
using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

public sealed class SaveRuleTests
{
    [Theory]
    [InlineData("all", true)]
    [InlineData("label=late blight", true)]
    [InlineData("label = late blight , p > 0.8", true)]
    [InlineData("label=late blight,p>0.9", false)]
    [InlineData("label!=late blight", false)]
    [InlineData("label!=soy,p>=0.85,p<=0.85", true)]
    [InlineData("p<0.85", false)]
    [InlineData("lead<0.8", true)]
    [InlineData("lead>0.75", false)]
    [InlineData("uncertain", false)]
    [InlineData("unknown", false)]
    public void All_conditions_must_hold(string text, bool holds) =>
        Assert.Equal(holds, SaveRule.Parse(text).Holds(new BestAnswer("late blight", 0.85f, 0.75f, IsUnknown: false)));

    [Theory]
    [InlineData(0.19f, true)]
    [InlineData(0.2f, false)]
    public void Uncertain_is_a_lead_below_a_fifth(float lead, bool holds) =>
        Assert.Equal(holds, SaveRule.Parse("uncertain").Holds(new BestAnswer("soy", 0.5f, lead, IsUnknown: false)));

    [Fact]
    public void Unknown_is_what_a_head_says()
    {
        var rule = SaveRule.Parse("unknown");

        Assert.True(rule.Holds(new BestAnswer("unknown", 0.9f, 0.9f, IsUnknown: true)));
        Assert.True(rule.NeedsUnknown);
        Assert.False(SaveRule.Parse("uncertain").NeedsUnknown);
    }

    [Fact]
    public void A_label_with_a_comma_stands_in_quotes()
    {
        var rule = SaveRule.Parse("label=\"grape, black rot\",p>0.5");

        Assert.True(rule.Holds(new BestAnswer("grape, black rot", 0.85f, 0.75f, IsUnknown: false)));
        Assert.Equal(["grape, black rot"], rule.Labels);
    }

    [Theory]
    [InlineData("")]
    [InlineData("all,")]
    [InlineData("soy")]
    [InlineData("label")]
    [InlineData("label=")]
    [InlineData("label>soy")]
    [InlineData("p=0.8")]
    [InlineData("p>1.5")]
    [InlineData("p>-0.1")]
    [InlineData("p>nan")]
    [InlineData("p>many")]
    [InlineData("q>0.5")]
    public void What_is_no_condition_is_refused_with_those_there_are(string text)
    {
        var error = Assert.Throws<UneXt50Exception>(() => SaveRule.Parse(text));

        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains("label=NAME", error.Remedy, StringComparison.Ordinal);
    }
}
