using Xunit;

namespace UneXt50.Cli.Tests.Cameras;

/// <summary>Sinks that are wrongly asked for.</summary>
public sealed class SinkUsageTests
{
    [Theory]
    [InlineData("classify x.jpg --mqtt mqtt://a/t", "--mqtt is about a camera")]
    [InlineData("classify x.jpg --metrics a.prom", "--metrics is about a camera")]
    [InlineData("classify x.jpg --save-dir a --save-when all", "--save-dir is about a camera")]
    [InlineData("classify --camera auto --mqtt a", "write mqtt://[user@]host[:port]/topic")]
    [InlineData("classify --camera auto --mqtt mqtt://a/t/#", "wildcard")]
    [InlineData("classify --camera auto --mqtt mqtt://a:b@c/t", "--mqtt-password-file")]
    [InlineData("classify --camera auto --mqtt mqtt://a/t --mqtt-ca ca.pem", "--mqtt-ca is about TLS")]
    [InlineData("classify --camera auto --mqtt mqtt://b@a/t --mqtt-user b", "both name a user")]
    [InlineData("classify --camera auto --mqtt mqtt://a/t --mqtt-password-file p", "give --mqtt-user too")]
    [InlineData("classify --camera auto --mqtt mqtt://a/t --mqtt-discovery a/#", "--mqtt-discovery takes")]
    [InlineData("classify --camera auto --mqtt mqtt://a/t --mqtt-queue 0", "--mqtt-queue takes a number")]
    [InlineData("classify --camera auto --mqtt-user b", "--mqtt-user is about MQTT")]
    [InlineData("classify --camera auto --metrics a.txt", "ends with .prom")]
    [InlineData("classify --camera auto --metrics-listen 0.0.0.0:9477", "is not a loopback address")]
    [InlineData("classify --camera auto --metrics-listen 192.168.0.1:9477", "is not a loopback address")]
    [InlineData("classify --camera auto --metrics-listen home:9477", "takes a port or an address")]
    [InlineData("classify --camera auto --metrics-listen 70000", "takes a port or an address")]
    [InlineData("classify --camera auto --save-dir a", "give --save-when to say which, or --view to choose")]
    [InlineData("classify --camera auto --save-when all", "--save-when is about saved frames: give --save-dir too")]
    [InlineData("classify --camera auto --view --save-dir a --save-interval 2", "--save-interval is about --save-when")]
    [InlineData("classify x.jpg --view", "--view is about a camera")]
    [InlineData("classify --camera auto --view-token-file a", "--view-token-file is about the page")]
    [InlineData("classify --camera auto --view 0.0.0.0:4912", "anyone who reaches that address could look")]
    [InlineData("classify --camera auto --view home:4912", "takes a port or an address like 127.0.0.1:4912")]
    [InlineData("classify --camera auto --save-limit 2GB", "--save-limit is about saved frames")]
    [InlineData("classify --camera auto --save-dir a --save-when maybe", "'maybe' is not a condition")]
    [InlineData("classify --camera auto --save-dir a --save-when all --save-limit big", "takes a size like 500MB")]
    [InlineData("classify --camera auto --save-dir a --save-when all --save-limit 0", "takes a size like 500MB")]
    public void Options_that_make_no_sense_are_refused(string arguments, string problem) =>
        Assert.Contains(problem, Unext50.Run(arguments.Split(' ')).Exits(2).Error, StringComparison.Ordinal);

    [Fact]
    public void The_help_gives_the_limits()
    {
        var help = Unext50.Run("classify", "--help").Exits(0).Output;

        Assert.Matches(@"--mqtt-queue[^[]*\[default: 1000\]", help);
        Assert.Matches(@"--save-limit[^[]*\[default: 500MB\]", help);
        Assert.Matches(@"--save-interval[^[]*\[default: 1\]", help);
    }
}
