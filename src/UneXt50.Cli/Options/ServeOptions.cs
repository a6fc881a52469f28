using System.CommandLine;
using System.Net;
using System.Net.Sockets;
using UneXt50.Cameras;
using UneXt50.Cameras.Serving;
using UneXt50.Cli.Documentation;
using UneXt50.Writers;

namespace UneXt50.Cli.Options;

/// <summary>Where a server listens, what it answers, and its bounds.</summary>
internal sealed class ServeOptions
{
    private const string Unix = "unix:";
    private const long MostBody = 1_000_000_000;

    private readonly Option<EndPoint[]> _listen = new("--listen")
    {
        Description = "Listen on a port of this machine or a Unix socket; may be repeated. Not needed with a socket of "
            + "systemd",
        HelpName = "[address:]port|unix:path",
        AllowMultipleArgumentsPerToken = false,
        DefaultValueFactory = _ => [],
        CustomParser = result =>
            [.. result.Tokens.Select(token => Read(token.Value, result.AddError)).OfType<EndPoint>()],
    };

    private readonly Option<string?> _token = TextOption.Create(
        "--token-file", "file", "File with the password that callers need; required where other machines can call");

    private readonly Option<long?> _maxBody = ByteSizeOption.Create(
        "--max-body", $"Longest body of a request [default: {ByteSize.Text(PictureServerOptions.DefaultMostBody)}]");

    private readonly Option<int> _queue = NumberOption.Create(
        "--queue", "n", "Requests that may wait; more are refused with 503", otherwise: 32, least: 0, most: 10_000);

    private readonly Option<double> _timeout = NumberOption.Create(
        "--timeout", "s", "Seconds that a request may take", otherwise: 30.0, least: 0.1, most: 3600);

    private readonly Option<int> _top = ClassesOptions.Top();

    private readonly Option<float> _threshold = ClassesOptions.Threshold();

    private readonly Option<FeatureNormalization> _normalize = NormalizeOption.Create();

    public void AddTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Serving, _listen, _token, _maxBody, _queue, _timeout);
        command.Add(OptionGroup.Output, _top, _threshold, _normalize);
        command.Check(result =>
        {
            if (result.GetValue(_maxBody) > MostBody)
                result.AddError($"--max-body takes at most {ByteSize.Text(MostBody)}.");
        });
    }

    /// <summary>Listens.</summary>
    /// <exception cref="UneXt50Exception">There is no such place, or it is taken.</exception>
    public ListeningSockets Open(ParseResult parsed) => ListeningSockets.Open(
        parsed.GetValue(_listen) ?? [],
        parsed.GetValue(_token) is { } file ? PasswordFile.ReadToken(file) : null);

    public PictureServerOptions Of(ParseResult parsed, UneXt50Model model) => new()
    {
        Model = model,
        Classes = new ClassificationOptions(parsed.GetValue(_top), parsed.GetValue(_threshold)),
        Normalization = parsed.GetValue(_normalize),
        MostBody = parsed.GetValue(_maxBody) ?? PictureServerOptions.DefaultMostBody,
        Queue = parsed.GetValue(_queue),
        Timeout = TimeSpan.FromSeconds(parsed.GetValue(_timeout)),
    };

    private static EndPoint? Read(string text, Action<string> addError)
    {
        if (!text.StartsWith(Unix, StringComparison.Ordinal))
        {
            var address = AddressOption.Read(text);
            if (address is null) addError(
                $"--listen takes a port, an address like 127.0.0.1:8080, or unix:PATH, not '{text}'.");
            return address;
        }

        var path = text[Unix.Length..];
        try
        {
            // A path that begins with a zero byte, or has none, is no file.
            if (path.Length > 0 && !path.EndsWith('/')) return new UnixDomainSocketEndPoint(path);
            addError($"--listen {Unix} needs the path of a socket behind it, such as unix:/run/unext50.sock.");
        }
        catch (ArgumentOutOfRangeException)
        {
            addError($"--listen {text}: the path of a socket is not longer than 107 bytes; choose a shorter one.");
        }

        return null;
    }
}
