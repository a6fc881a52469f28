using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cameras;
using UneXt50.Cameras.Sinks;
using UneXt50.Cameras.View;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Terminal;
using UneXt50.Heads;
using UneXt50.Writers;

namespace UneXt50.Cli.Options;

/// <summary>Where the answers of a camera go besides the output.</summary>
/// <param name="classes">Which classes of an answer are told.</param>
internal sealed class SinkOptions(Func<ParseResult, ClassificationOptions> classes)
{
    private readonly MqttOptionSet _mqtt = new();
    private readonly SaveOptionSet _save = new();
    private readonly MetricsOptionSet _metrics = new();
    private readonly ViewOptionSet _view = new();

    public IEnumerable<Option> All => [.. _mqtt.All, .. _metrics.All, .. _view.All, .. _save.All];

    public void AddTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Mqtt, _mqtt.All);
        command.Add(OptionGroup.Metrics, _metrics.All);
        command.Add(OptionGroup.ViewAndSaving, [.. _view.All, .. _save.All]);
    }

    /// <summary>Adds an error where the options that are given do not go together.</summary>
    public void Validate(CommandResult result, IReadOnlyCollection<Option> given)
    {
        _mqtt.Validate(result, given);
        _view.Validate(result, given);
        _save.Validate(result, given, isViewed: _view.IsGiven(given));
    }

    /// <summary>Opens the sinks that are asked for.</summary>
    /// <exception cref="UneXt50Exception">One cannot be had.</exception>
    public SinkSet Open(ParseResult parsed, UneXt50Model model, HeadSet heads, CameraFeed feed, bool quiet)
    {
        var sinks = new SinkSet();
        try
        {
            var events = new SinkEvents
            {
                Lost = failure => Messages.Note($"{failure.Message}; the run goes on"),
                Restored = Messages.Note,
            };
            var saver = _save.Open(parsed, sinks, heads, model, events);
            var mqtt = _mqtt.Open(parsed, sinks, classes(parsed), model, heads, events);
            _metrics.Open(parsed, sinks, new(model, feed) { Mqtt = mqtt, Saver = saver }, events, quiet);
            _view.Open(
                parsed, sinks,
                (address, token) => new ViewOptions(address, model, feed)
                {
                    Token = token,
                    Classes = classes(parsed),
                    Labels = heads.Labels ?? model.Answers,
                    SaveFolder = _save.Folder(parsed),
                    SaveLimit = _save.Limit(parsed),
                },
                quiet);
            return sinks;
        }
        catch
        {
            sinks.Dispose();
            throw;
        }
    }
}
