using System.Text.Json;
using UneXt50.Cameras.Mqtt;
using UneXt50.Cameras.Sinks;
using UneXt50.Tests;
using Xunit;

namespace UneXt50.Cameras.Tests.Sinks;

/// <summary>What needs no broker; tests/published/sinks.bats has a real one.</summary>
public sealed class MqttSinkTests
{
    [Fact]
    public void A_broker_that_says_nothing_takes_no_answer_and_no_time()
    {
        using var broker = new SilentBroker();
        using var sink = new MqttSink(
            new MqttOptions(MqttTarget.Parse($"mqtt://127.0.0.1:{broker.Port}/t"), new()) { Queue = 100 });

        // Were any of these to wait for the broker, this would take hours.
        for (var i = 0; i < 10_000; i++) sink.Take(Answers.Frame(), Answers.Of(0.5f, 0.3f, 0.2f), isReported: true);
        sink.Take(Answers.Frame(), Answers.Of(0.5f, 0.3f, 0.2f), isReported: false);
        sink.Take(Answers.Frame(), Answers.Failure, isReported: true);

        Assert.Equal((9_900, 100, 0, false), (sink.Dropped, sink.Waiting, sink.Delivered, sink.IsConnected));
        var error = Assert.Throws<UneXt50Exception>(sink.Complete);
        Assert.Equal(ErrorKind.Output, error.Kind);
        Assert.Contains(
            "10000 of 10000 answers were not delivered: the broker ", error.Message, StringComparison.Ordinal);
        Assert.Contains("check that it runs", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_end_says_why_answers_were_lost_and_what_to_do()
    {
        int port;
        using (var broker = new SilentBroker()) port = broker.Port;
        using var sink = new MqttSink(new MqttOptions(MqttTarget.Parse($"mqtt://127.0.0.1:{port}/t"), new()));
        sink.Take(Answers.Frame(), Answers.Of(0.5f, 0.3f, 0.2f), isReported: true);

        var error = Assert.Throws<UneXt50Exception>(sink.Complete);

        Assert.Contains(
            $"1 of 1 answers were not delivered: nothing listens on port {port}", error.Message, StringComparison.Ordinal);
        Assert.Contains("start the broker", error.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broker_that_is_not_there_is_told_once_with_what_to_do()
    {
        int port;
        using (var broker = new SilentBroker()) port = broker.Port;
        var told = new TaskCompletionSource<UneXt50Exception>();
        using var sink = new MqttSink(new MqttOptions(MqttTarget.Parse($"mqtt://127.0.0.1:{port}/t"), new())
        {
            Events = new SinkEvents { Lost = told.SetResult }, // a second time would throw
        });

        var failure = await told.Task.WaitAsync(TimeSpan.FromSeconds(60), TestContext.Current.CancellationToken);

        Assert.Contains($"nothing listens on port {port}", failure.Message, StringComparison.Ordinal);
        Assert.Contains("start the broker", failure.Remedy, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false, "{{ 'unknown' if value_json.unknown else "
        + "(value_json.classes | map(attribute='label') | first | default('none')) }}")]
    [InlineData(true, "{{ 'unknown' if value_json.heads[0].unknown else "
        + "((value_json.heads[0].classes or []) | map(attribute='label') | first | default('none')) }}")]
    public void The_announcement_has_what_Home_Assistant_needs(bool heads, string template)
    {
        var target = MqttTarget.Parse("mqtt://home.lan/garden/camera");
        var sensor = new HomeAssistantSensor("homeassistant", "resnext50_32x4d", heads);

        using var json = JsonDocument.Parse(sensor.Announcement(target, "unext501234"));

        string Text(string name) => json.RootElement.GetProperty(name).GetString()!;
        Assert.Equal("homeassistant/sensor/unext501234/config", sensor.Topic("unext501234"));
        Assert.Equal("garden/camera", Text("state_topic"));
        Assert.Equal("garden/camera", Text("json_attributes_topic"));
        Assert.Equal("garden/camera/availability", Text("availability_topic"));
        Assert.Equal("unext501234", Text("unique_id"));
        Assert.Equal(template, Text("value_template"));
        var device = json.RootElement.GetProperty("device");
        Assert.Equal("unext501234", device.GetProperty("identifiers")[0].GetString());
        Assert.Equal("resnext50_32x4d", device.GetProperty("model").GetString());
        Assert.Matches(@"^\d+\.\d+\.\d+$", device.GetProperty("sw_version").GetString());
    }

    [Fact]
    public void A_password_file_loses_its_line_break_and_nothing_else()
    {
        using var folder = new TemporaryFolder();

        Assert.Equal(" pass word ", PasswordFile.Read(folder.Add("a", " pass word \r\n")));
        Assert.Throws<UneXt50Exception>(() => PasswordFile.Read(folder.Add("b", "\n")));
        Assert.Throws<UneXt50Exception>(() => PasswordFile.Read(folder.Add("c", new string('x', 5000))));
        Assert.Throws<UneXt50Exception>(() => PasswordFile.Read(folder["missing"]));
    }
}
