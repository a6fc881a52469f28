using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cameras.Mqtt;
using UneXt50.Cameras.Sinks;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Runs;
using UneXt50.Writers;

namespace UneXt50.Cli.Options;

/// <summary>The options about a message bus.</summary>
internal sealed class MqttOptionSet
{
    private readonly Option<MqttTarget?> _target = new("--mqtt")
    {
        Description = "Publish every answer, retained and at least once: mqtt(s)://[user@]host[:port]/topic",
        HelpName = "address",
        CustomParser = result => UsageErrors.Parse(result, MqttTarget.Parse),
    };

    private readonly Option<string?> _user = new("--mqtt-user")
    {
        Description = "Who to be for the broker, if the address does not say",
        HelpName = "name",
    };

    private readonly Option<string?> _passwordFile = new("--mqtt-password-file")
    {
        Description = $"A file with the password, instead of the variable {MqttOptions.PasswordVariable}",
        HelpName = "file",
    };

    private readonly Option<string?> _authority = new("--mqtt-ca")
    {
        Description = "The authority that signed the broker's certificate, as PEM, instead of those of the system",
        HelpName = "file",
    };

    private readonly Option<string?> _discovery = new("--mqtt-discovery")
    {
        Description = "Announce a sensor to Home Assistant, which listens below this topic [default: homeassistant]",
        HelpName = "prefix",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<int> _queue = NumberOption.Create(
        "--mqtt-queue", "n", "Answers that wait while the broker is away; the oldest make room",
        otherwise: 1000, least: 1, most: 1_000_000);

    public IEnumerable<Option> All => [_target, _user, _passwordFile, _authority, _discovery, _queue];

    public void Validate(CommandResult result, IReadOnlyCollection<Option> given)
    {
        foreach (var option in All.Where(given.Contains))
        {
            if (!given.Contains(_target)) result.AddError($"{option.Name} is about a message bus: give --mqtt too.");
        }

        // An address that cannot be read has been refused already.
        if (result.GetResult(_target) is not { Tokens: [var token], Errors: var errors } || errors.Any()) return;
        var target = MqttTarget.Parse(token.Value);
        if (given.Contains(_user) && target.User is not null)
        {
            result.AddError("--mqtt and --mqtt-user both name a user: give one.");
        }

        if (given.Contains(_authority) && !target.IsEncrypted)
        {
            result.AddError("--mqtt-ca is about TLS: write mqtts://.");
        }

        if (given.Contains(_passwordFile) && !given.Contains(_user) && target.User is null)
        {
            result.AddError("A password without a user: give --mqtt-user too.");
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
                ? MqttOptions.ReadPassword(file) : Environment.GetEnvironmentVariable(MqttOptions.PasswordVariable),
            AuthorityPath = parsed.GetValue(_authority),
            Sensor = parsed.GetResult(_discovery) is null ? null : new HomeAssistantSensor(
                parsed.GetValue(_discovery) ?? "homeassistant", model.Card.Architecture, heads.Models.Count > 0),
            Queue = parsed.GetValue(_queue),
            Events = events,
        }));
    }
}
