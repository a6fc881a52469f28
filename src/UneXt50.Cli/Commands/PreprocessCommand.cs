using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Writers;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 preprocess</c>: what the network is shown, for comparison with Python.</summary>
internal static class PreprocessCommand
{
    public static Command Create()
    {
        var options = new PhotoOptions();
        var command = new DocumentedCommand(
            "preprocess", "Write the network's input tensors, to compare with Python.")
        {
            Examples =
            [
                ("unext50 preprocess leaf.jpg --out x.npy", "numpy.load('x.npy') is [1, 3, S, S], in its order"),
                ("unext50 preprocess --exact large.jpg --out x.npy", "the same, decoded at full size as in Python"),
            ],
        };
        options.AddPreprocessingTo(command);
        command.Require(options.Output, "npy");
        command.SetAction(parsed => Run(parsed, options));
        return command;
    }

    private static int Run(ParseResult parsed, PhotoOptions options)
    {
        var path = options.OutputPath(parsed);
        StandardOutput.RequireNoTerminal(path);
        var inputs = options.Inputs(parsed, Interruption.Token);
        inputs.RequireNoOutput();
        using var model = options.Backbone.LoadModel(parsed);
        var size = model.Card.Preprocess.InputSize;
        using var array = new NpyWriter(OutputFile.Create(path, seekable: true), NpyType.Float32, 3, size, size);
        var planes = new float[model.InputLength];
        var failed = 0;
        return OrderlyRun.Execute(
            stop =>
            {
                using var progress = RunProgress.Start(
                    inputs, path, options.Backbone.Quiet(parsed), outputShowsErrors: false, _ => true);
                foreach (var photo in inputs.TakeWhile(_ => !stop.IsCancellationRequested))
                {
                    UneXt50Exception? error = null;
                    try
                    {
                        using var image = model.Decode(photo.Read(stop));
                        model.Preprocess(image, planes);
                        array.Write(planes);
                    }
                    catch (UneXt50Exception refused) when (refused.Kind == ErrorKind.Input)
                    {
                        error = refused;
                        failed++;
                    }

                    progress.Advance(error);
                }
            },
            interrupted =>
            {
                PhotoFolder.Tell(inputs.PassedOver);
                if (OrderlyRun.IsWorthKeeping(interrupted, array.Count + failed, path)) array.Complete();
                return failed > 0 ? ExitCodes.SomeInputsFailed : ExitCodes.Done;
            });
    }
}
