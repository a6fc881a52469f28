using System.Globalization;
using System.Text;

namespace UneXt50.Cameras.Mqtt;

/// <summary>
/// A topic of a broker: <c>mqtt://[user@]host[:port]/topic</c>, or <c>mqtts</c> for TLS. IPv6 addresses stand in
/// brackets. The topic is taken as it is written, to the end.
/// </summary>
/// <param name="Text">As the user wrote it; holds no password.</param>
/// <param name="IsEncrypted">Whether TLS is spoken.</param>
/// <param name="User">The user's name, if one is given.</param>
/// <param name="Host">The broker's name or address.</param>
/// <param name="Port">1883 for plain connections and 8883 for TLS, unless another is given.</param>
/// <param name="Topic">Where answers are published.</param>
public sealed record MqttTarget(string Text, bool IsEncrypted, string? User, string Host, int Port, string Topic)
{
    private const string Form = "write mqtt://[user@]host[:port]/topic, or mqtts:// for TLS";
    private const int LongestTopic = 1024;

    /// <summary>Where it is told whether anybody publishes there: "online" or "offline".</summary>
    public string AvailabilityTopic => $"{Topic}/availability";

    /// <summary>Reads what a user wrote.</summary>
    /// <exception cref="UneXt50Exception">It is none, or holds a password (Usage).</exception>
    public static MqttTarget Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var isEncrypted = text.StartsWith("mqtts://", StringComparison.Ordinal);
        if (!isEncrypted && !text.StartsWith("mqtt://", StringComparison.Ordinal))
        {
            throw Refused("no mqtt:// address is given", Form);
        }

        var rest = text[(text.IndexOf("//", StringComparison.Ordinal) + 2)..];
        var slash = rest.IndexOf('/', StringComparison.Ordinal);
        if (slash < 0 || slash == rest.Length - 1) throw Refused("the address names no topic", Form);
        var (authority, topic) = (rest[..slash], rest[(slash + 1)..]);
        var at = authority.LastIndexOf('@');
        var user = at < 0 ? null : authority[..at];
        if (user is not null && user.Contains(':', StringComparison.Ordinal))
        {
            throw Refused(
                "everyone who lists processes can see a password in the address",
                $"put it into a file ({Setting.MqttPasswordFile}) or the variable {MqttOptions.PasswordVariable}");
        }

        CheckTopic(topic);
        var (host, port) = HostAndPort(authority[(at + 1)..], isEncrypted ? 8883 : 1883);
        return new MqttTarget(text, isEncrypted, user is { Length: > 0 } ? user : null, host, port, topic);
    }

    private static (string Host, int Port) HostAndPort(string text, int port)
    {
        var colon = text.LastIndexOf(':');
        if (text.EndsWith(']') || colon < 0) colon = text.Length;
        var host = text[..colon] is ['[', .. var address, ']'] ? address : text[..colon];
        if (host.Length == 0 || Uri.CheckHostName(host) == UriHostNameType.Unknown)
        {
            throw Refused($"'{host}' is not a host", Form);
        }

        if (colon == text.Length) return (host, port);
        var digits = text[(colon + 1)..];
        return ushort.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var given) && given > 0
            ? (host, given) : throw Refused($"'{digits}' is not a port", Form);
    }

    private static void CheckTopic(string topic)
    {
        if (topic.AsSpan().ContainsAny('+', '#'))
        {
            throw Refused(
                $"the topic '{topic}' has a wildcard, which is for subscribers", "name one topic, without + and #");
        }

        if (topic.StartsWith('$'))
        {
            throw Refused($"the topic '{topic}' is the broker's own", "name one that does not begin with $");
        }

        if (topic.Split('/').Any(level => level.Length == 0))
        {
            throw Refused($"the topic '{topic}' has an empty level", "leave out the extra slash");
        }

        if (topic.Any(char.IsControl) || Encoding.UTF8.GetByteCount(topic) > LongestTopic)
        {
            throw Refused(
                "the topic has control characters or is too long", $"name one of at most {LongestTopic} bytes");
        }
    }

    private static UneXt50Exception Refused(string problem, string remedy) =>
        new(ErrorKind.Usage, Setting.Mqtt, problem, remedy);
}
