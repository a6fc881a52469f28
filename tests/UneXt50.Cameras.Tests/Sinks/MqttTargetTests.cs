using UneXt50.Cameras.Mqtt;
using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

public sealed class MqttTargetTests
{
    [Theory]
    [InlineData("mqtt://home.lan/garden/camera", false, null, "home.lan", 1883, "garden/camera")]
    [InlineData("mqtts://home.lan/t", true, null, "home.lan", 8883, "t")]
    [InlineData("mqtts://me@10.0.0.7:1234/a b/c?d", true, "me", "10.0.0.7", 1234, "a b/c?d")]
    [InlineData("mqtt://me@example.org@[::1]:1884/t", false, "me@example.org", "::1", 1884, "t")]
    [InlineData("mqtt://[fe80::1]/t", false, null, "fe80::1", 1883, "t")]
    public void An_address_is_read(string text, bool encrypted, string? user, string host, int port, string topic) =>
        Assert.Equal(new MqttTarget(text, encrypted, user, host, port, topic), MqttTarget.Parse(text));

    [Theory]
    [InlineData("home.lan/t", "no mqtt:// address")]
    [InlineData("http://home.lan/t", "no mqtt:// address")]
    [InlineData("mqtt://home.lan", "names no topic")]
    [InlineData("mqtt://home.lan/", "names no topic")]
    [InlineData("mqtt:///t", "is not a host")]
    [InlineData("mqtt://a b/t", "is not a host")]
    [InlineData("mqtt://home.lan:0/t", "is not a port")]
    [InlineData("mqtt://home.lan:65536/t", "is not a port")]
    [InlineData("mqtt://home.lan:/t", "is not a port")]
    [InlineData("mqtt://home.lan/garden/+", "wildcard")]
    [InlineData("mqtt://home.lan/garden/#", "wildcard")]
    [InlineData("mqtt://home.lan/garden//camera", "empty level")]
    [InlineData("mqtt://home.lan//garden", "empty level")]
    [InlineData("mqtt://home.lan/garden/", "empty level")]
    [InlineData("mqtt://home.lan/$SYS/camera", "the broker's own")]
    [InlineData("mqtt://home.lan/a\nb", "control characters")]
    public void What_is_none_is_refused_and_says_why(string text, string problem)
    {
        var error = Assert.Throws<UneXt50Exception>(() => MqttTarget.Parse(text));

        Assert.Equal(ErrorKind.Usage, error.Kind);
        Assert.Contains(problem, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_password_in_the_address_is_refused_and_not_repeated()
    {
        var error = Assert.Throws<UneXt50Exception>(() => MqttTarget.Parse("mqtt://me:secret@home.lan/t"));

        Assert.Contains("mqtt password file", error.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", error.Message, StringComparison.Ordinal);
    }
}
