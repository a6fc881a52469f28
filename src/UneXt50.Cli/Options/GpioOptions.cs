using System.CommandLine;
using System.CommandLine.Parsing;
using System.Device.Gpio;
using System.Globalization;
using UneXt50.Cli.Runs;

namespace UneXt50.Cli.Options;

/// <summary>The lines that start captures and show what is seen.</summary>
internal sealed class GpioOptions
{
    private readonly Option<(int Line, PinEventTypes Edge)?> _trigger = new("--trigger-gpio")
    {
        Description = "Capture only on an edge of this line, the rising one unless falling is added",
        HelpName = "line[:falling]",
        CustomParser = ParseTrigger,
    };

    private readonly Option<int> _signal = NumberOption.Off<int>(
        "--signal-gpio", "line", "Drive this line high while --signal-label is the held class",
        otherwise: -1, least: -1, most: 1023);

    private readonly Option<string?> _label = new("--signal-label")
    {
        Description = "The class that --signal-gpio shows",
        HelpName = "class",
    };

    private readonly Option<int> _chip = NumberOption.Create<int>(
        "--gpio-chip", "n", "Number of the chip that has these lines, /dev/gpiochipN", otherwise: 0, least: 0,
        most: 1023);

    public IEnumerable<Option> All => [_trigger, _signal, _label, _chip];

    public Option Trigger => _trigger;

    /// <summary>Adds an error where the options that are given do not go together.</summary>
    public void Validate(CommandResult result, IReadOnlyCollection<Option> given)
    {
        if (given.Contains(_signal) != given.Contains(_label))
        {
            result.AddError("--signal-gpio and --signal-label go together: give both.");
        }
    }

    /// <summary>Takes the lines that are asked for.</summary>
    /// <exception cref="UneXt50Exception">One cannot be had, or the model has no such class.</exception>
    public GpioLines Open(ParseResult parsed, IReadOnlyList<string> labels) => GpioLines.Open(
        parsed.GetValue(_chip),
        parsed.GetValue(_trigger),
        parsed.GetValue(_signal) is >= 0 and var signal ? signal : null,
        parsed.GetValue(_label),
        labels);

    private static (int, PinEventTypes)? ParseTrigger(ArgumentResult result)
    {
        var text = result.Tokens[0].Value;
        var parts = text.Split(':');
        PinEventTypes? edge = parts is [_] or [_, "rising"] ? PinEventTypes.Rising
            : parts is [_, "falling"] ? PinEventTypes.Falling : null;
        if (edge is { } chosen && int.TryParse(parts[0], NumberStyles.None, CultureInfo.InvariantCulture, out var line))
        {
            return (line, chosen);
        }

        result.AddError($"--trigger-gpio takes a line like 17, 17:rising or 17:falling, not '{text}'.");
        return null;
    }
}
