using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cameras;
using UneXt50.Cameras.Mqtt;
using UneXt50.Cameras.Sinks;
using UneXt50.Cli.Documentation;
using UneXt50.Heads;
using UneXt50.Writers;

namespace UneXt50.Cli.Options;

/// <summary>The options about MQTT.</summary>
internal sealed class MqttOptionSet
{
    private readonly Option<MqttTarget?> _target = new("--mqtt")
    {
        Description = "Publish every answer, retained and at least once; the address is "
            + "mqtt(s)://[user@]host[:port]/topic",
        HelpName = "address",
        CustomParser = result => UsageErrors.Parse(result, MqttTarget.Parse),
    };

    private readonly Option<string?> _user = new("--mqtt-user")
    {
        Description = "User name for the broker, if the address has none",
        HelpName = "name",
    };

    private readonly Option<string?> _passwordFile = new("--mqtt-password-file")
    {
        Description = $"File with the password, in place of the variable {MqttOptions.PasswordVariable}",
        HelpName = "file",
    };

    private readonly Option<string?> _authority = new("--mqtt-ca")
    {
        Description = "PEM file of the authority that signed the broker's certificate, in place of the system's "
            + "authorities",
        HelpName = "file",
    };

    private readonly Option<string?> _discovery = new("--mqtt-discovery")
    {
        Description = "Announce a sensor to Home Assistant below this topic; homeassistant where none is given",
        HelpName = "prefix",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int> _queue = NumberOption.Create(
        "--mqtt-queue", "n", "Answers kept while the broker cannot be reached; the oldest are dropped",
        otherwise: 1000, least: 1, most: 1_000_000);

    public IEnumerable<Option> All => [_target, _user, _passwordFile, _authority, _discovery, _queue];

    public void Validate(CommandResult result, IReadOnlyCollection<Option> given)
    {
        foreach (var option in All.Where(given.Contains))
        {
            if (!given.Contains(_target)) result.AddError($"{option.Name} is about MQTT: give --mqtt too.");
        }

        // An address that cannot be read has been refused already.
        if (result.GetResult(_target) is not { Tokens: [var token], Errors: var errors } || errors.Any()) return;
        var target = MqttTarget.Parse(token.Value);
        if (given.Contains(_user) && target.User is not null)
        {
            result.AddError("--mqtt and --mqtt-user both name a user: give one of them.");
        }

        if (given.Contains(_authority) && !target.IsEncrypted)
        {
            result.AddError("--mqtt-ca is about TLS: begin the address with mqtts://.");
        }

        if (given.Contains(_passwordFile) && !given.Contains(_user) && target.User is null)
        {
            result.AddError("--mqtt-password-file needs a user: give --mqtt-user too.");
        }

        if (result.GetValue(_discovery) is { } prefix
            && (prefix.AsSpan().ContainsAny("+#") || prefix.Split('/').Contains("")))
        {
            result.AddError($"--mqtt-discovery takes the beginning of a topic like homeassistant, not '{prefix}'.");
        }
    }

    /// <summary>Begins to publish, if that is asked for.</summary>
    /// <exception cref="UneXt50Exception">A file that is named cannot be read.</exception>
    public MqttSink? Open(
        ParseResult parsed, SinkSet sinks, ClassificationOptions classes, UneXt50Model model, HeadSet heads,
        SinkEvents events)
    {
        if (parsed.GetValue(_target) is not { } target) return null;
        return sinks.Add(new MqttSink(new MqttOptions(target, classes)
        {
            User = parsed.GetValue(_user) ?? target.User,
            Password = parsed.GetValue(_passwordFile) is { } file
                ? PasswordFile.Read(file) : Environment.GetEnvironmentVariable(MqttOptions.PasswordVariable),
            AuthorityPath = parsed.GetValue(_authority),
            Sensor = parsed.GetResult(_discovery) is null ? null : new HomeAssistantSensor(
                parsed.GetValue(_discovery) ?? "homeassistant", model.Card.Architecture, heads.Models.Count > 0),
            Queue = parsed.GetValue(_queue),
            Events = events,
        }));
    }
}
