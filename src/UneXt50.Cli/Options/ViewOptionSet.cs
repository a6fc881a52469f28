using System.CommandLine;
using System.CommandLine.Parsing;
using System.Net;
using UneXt50.Cameras;
using UneXt50.Cameras.Sinks;
using UneXt50.Cameras.View;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli.Options;

/// <summary>The options about a page to look at.</summary>
internal sealed class ViewOptionSet
{
    private readonly Option<IPEndPoint?> _view = new("--view")
    {
        Description = $"Show frames and answers on a page at this address; {CameraView.DefaultAddress} where none is "
            + $"given",
        HelpName = "[address:]port",
        Arity = ArgumentArity.ZeroOrOne,
        CustomParser = result => result.Tokens.Count == 0
            ? CameraView.DefaultAddress : AddressOption.Parse(result, "--view", CameraView.DefaultAddress.ToString()),
    };

    private readonly Option<string?> _token = new("--view-token-file")
    {
        Description = "File with the password that viewers need; required where other machines can look",
        HelpName = "file",
    };

    public IEnumerable<Option> All => [_view, _token];

    /// <summary>Whether a page is asked for.</summary>
    public bool IsGiven(IReadOnlyCollection<Option> given) => given.Contains(_view);

    public void Validate(CommandResult result, IReadOnlyCollection<Option> given)
    {
        if (given.Contains(_token) && !given.Contains(_view))
            result.AddError($"{_token.Name} is about the page of --view: give that too.");

        if (given.Contains(_view) && !given.Contains(_token) && result.GetResult(_view) is { Tokens: [var text] }
            && AddressOption.Read(text.Value) is { } view && !IPAddress.IsLoopback(view.Address))
        {
            result.AddError(
                $"--view {view}: anyone who reaches that address could look; "
                + "give --view-token-file, or listen on 127.0.0.1.");
        }
    }

    /// <summary>Begins to serve the page, if that is asked for.</summary>
    /// <exception cref="UneXt50Exception">It cannot be served there.</exception>
    public void Open(ParseResult parsed, SinkSet sinks, Func<IPEndPoint, string?, ViewOptions> options, bool quiet)
    {
        if (parsed.GetValue(_view) is not { } address) return;
        var token = parsed.GetValue(_token) is { } file ? PasswordFile.ReadToken(file) : null;
        var view = sinks.Add(new CameraView(options(address, token)));
        if (!quiet) Messages.Note($"view at http://{view.Address}/");
    }
}
