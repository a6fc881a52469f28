using System.Text;
using UneXt50.Cameras.Saving;
using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

public sealed class SavedNameTests
{
    private static readonly DateTime Time = new(2026, 1, 31, 12, 0, 0, 7, DateTimeKind.Utc);

    [Theory]
    [InlineData("Tomato: late blight", "tomato-late-blight")]
    [InlineData("Müslifresser", "müslifresser")]
    [InlineData("../../etc/passwd", "etc-passwd")]
    [InlineData("a_b\n\"c\" ", "a-b-c")]
    [InlineData("???", "class")]
    public void A_name_has_time_class_and_probability(string label, string slug)
    {
        var name = SavedName.Create(Time, label, 0.866f);

        Assert.Equal($"20260131T120000.007Z_{slug}_p0.87.jpg", name);
        Assert.True(SavedName.IsOurs(name));
    }

    [Fact]
    public void A_name_is_never_longer_than_file_systems_take()
    {
        var name = SavedName.Create(Time, string.Concat(Enumerable.Repeat("𐐀", 300)), 1);

        Assert.InRange(Encoding.UTF8.GetByteCount(name), 1, 255);
        Assert.True(SavedName.IsOurs(name));
    }

    [Theory]
    [InlineData("leaf.jpg")]
    [InlineData("20260131T120000.007Z_soy_p0.87.png")]
    [InlineData("20260131T120000.007Z_soy_p0.87.jpg.jpg")]
    [InlineData("20260131T120000.007Z__p0.87.jpg")]
    [InlineData("20261331T120000.007Z_soy_p0.87.jpg")]
    [InlineData("20260131T120000.007Z_soy_0.87.jpg")]
    [InlineData("x20260131T120000.007Z_soy_p0.87.jpg")]
    [InlineData("20260131T120000.007Z_my_soy_p0.87.jpg")]
    public void Other_names_are_somebody_elses(string name) => Assert.False(SavedName.IsOurs(name));
}
