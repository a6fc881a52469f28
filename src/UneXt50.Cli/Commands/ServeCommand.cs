using System.CommandLine;
using UneXt50.Cameras.Serving;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 serve</c>: classes and feature vectors of pictures that come over HTTP.</summary>
internal static class ServeCommand
{
    public static Command Create()
    {
        var (backbone, heads, options) = (new BackboneOptions(), new HeadSelection(), new ServeOptions());
        var command = new DocumentedCommand(
            "serve", "Answer pictures of other programs over HTTP; the model stays loaded.")
        {
            MostUsed =
            [
                "--listen", "--token-file", "--max-body", "--queue", "--timeout", "--model", "--head", "--top",
                "--threads",
            ],
            Examples =
            [
                ("unext50 serve --listen 8080", "for programs on this machine"),
                ("curl --data-binary @leaf.jpg http://127.0.0.1:8080/classify", "the classes of a picture, as JSON"),
                ("curl -F a=@a.jpg -F b=@b.jpg '127.0.0.1:8080/features?format=npy' -o vec.npy",
                    "the feature vectors of two; numpy.load('vec.npy') is [2, 2048]"),
                ("unext50 serve --listen unix:/run/unext50.sock", "for those who may write to that file"),
                ("unext50 serve --listen 0.0.0.0:8080 --token-file token",
                    "for other machines, with 'Authorization: Bearer TOKEN'"),
            ],
        };
        options.AddTo(command);
        backbone.AddServingTo(command);
        heads.AddTo(command);
        command.SetAction(parsed =>
        {
            using var sockets = options.Open(parsed);
            using var model = backbone.LoadModel(parsed, heads.UnknownOfModel(parsed));
            using var behind = heads.Load(parsed, model);
            using var server = new PictureServer(
                sockets, options.Of(parsed, model) with { Heads = behind.Models });
            if (!backbone.Quiet(parsed))
                foreach (var name in sockets.Names) Messages.Note($"serving at {name}");
            return OrderlyRun.Execute(
                stop => stop.WaitHandle.WaitOne(),
                _ =>
                {
                    server.Stop();
                    return ExitCodes.Done;
                });
        });
        return command;
    }
}
