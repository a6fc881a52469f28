using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;
using UneXt50.Parts;
using UneXt50.Writers;

namespace UneXt50.Cli.Commands;

/// <summary><c>unext50 classify</c>: the most probable classes of photos.</summary>
internal static class ClassifyCommand
{
    public static Command Create()
    {
        var parts = new PartOptions();
        var (top, threshold) = (ClassesOptions.Top(), ClassesOptions.Threshold());
        var heads = new HeadSelection();
        ClassificationOptions Chosen(ParseResult parsed) => new(parsed.GetValue(top), parsed.GetValue(threshold));
        var options = new PhotoOptions(new CameraOptions(isDefault: false, new SinkOptions(Chosen)), parts);
        var format = new FormatOption<ClassificationFormat>(
            options.Output, "Format of the results; text is for people and may change",
            [
                ("text", ClassificationFormat.Text), ("json", ClassificationFormat.Json),
                ("jsonl", ClassificationFormat.JsonLines), ("csv", ClassificationFormat.Csv),
            ]);
        var command = new DocumentedCommand("classify", "Name the most probable classes of photos or camera frames.")
        {
            MostUsed =
            [
                "--out", "--format", "--recurse", "--files-from", "--top", "--threshold", "--model", "--head",
                "--camera", "--view",
            ],
            Examples =
            [
                ("unext50 classify leaf.jpg", "the five most probable classes"),
                ("unext50 classify --head weeds.head.onnx --unknown 5 new.jpg",
                    "your own classes; see 'unext50 head train'"),
                ("unext50 classify --unknown 5 -r photos",
                    "'unknown' for photos less like what the model knows than all but 5 % of that"),
                ("unext50 classify -r photos --top 1 --threshold 0.9",
                    "one line for each photo, and no class below 90 %"),
                ("unext50 classify 'photos/**/*.png' --out classes.csv", "a table of a whole tree"),
                ("curl -s https://example.org/leaf.jpg | unext50 classify - --format json", "a picture from a pipe"),
                ("find / -name '*.jpg' -print0 | unext50 classify --files-from - -0 --format csv",
                    "takes names with any characters"),
                ("unext50 classify -r photos --shard 3/8 --out part-3.csv", "the third of eight parts"),
                ("unext50 classify --camera --top 1 --on-change --hold 5",
                    "what the camera sees, reported when it changes"),
                ("unext50 classify --camera --mqtt mqtts://me@home.lan/garden/camera --mqtt-discovery -o /dev/null",
                    "a sensor for Home Assistant; the password is in UNEXT50_MQTT_PASSWORD"),
                ("unext50 classify --camera --save-dir new --save-when uncertain --metrics-listen 9477",
                    "save the frames that are worth a label, and serve metrics for Prometheus"),
                ("unext50 classify --camera --view --save-dir weeds",
                    "shows the camera at http://127.0.0.1:4912/, where you collect photos for 'head train'"),
            ],
        };
        options.AddTo(command);
        command.Add(OptionGroup.Output, top, threshold);
        format.AddTo(command);
        heads.AddTo(command);
        command.Check(result =>
        {
            var forPeople = format.Of(result) is ClassificationFormat.Text or ClassificationFormat.Json;
            if (forPeople && parts.Any(result) && options.WritesFile(result))
                result.AddError("--shard and --resume need jsonl or csv: end the name of --out with .csv or .jsonl, "
                    + "or give --format.");
        });
        command.Add(MergeCommand.Create("classify", "classes", ".csv"));
        command.SetAction(parsed =>
        {
            var (path, written) = (options.OutputPath(parsed), format.Of(parsed.CommandResult));
            RunOutput Open(UneXt50Model model, OriginColumns origin)
            {
                if (model.ClassCount == 0 && !heads.Any(parsed))
                {
                    throw new UneXt50Exception(ErrorKind.Model, model.Path, "it has no classes, only features",
                        "use 'unext50 features' with it, add a --head, or name a model with a classifier");
                }

                var hasRows = written is ClassificationFormat.Csv or ClassificationFormat.JsonLines;
                return hasRows && !origin.HasFlag(OriginColumns.Camera)
                    && parts.Request(parsed, path, model, options.Backbone.Exact(parsed), heads) is { } part
                    ? RunOutput.Part(PartWriter.Classes(path, part, written, Chosen(parsed), heads.Any(parsed),
                        model.Known is not null, withFilms: origin.HasFlag(OriginColumns.Time)))
                    : RunOutput.Whole(ClassificationWriter.Create(
                        path, written, Chosen(parsed), model.Path, model.Card, StandardOutput.TakesColour(path),
                        heads.Any(parsed), origin, model.Known is not null));
            }

            return PhotoRun.Execute(
                parsed,
                options,
                Open,
                showsErrors: written == ClassificationFormat.Text,
                heads);
        });
        return command;
    }
}
