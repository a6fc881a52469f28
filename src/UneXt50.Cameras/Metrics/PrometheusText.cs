using System.Globalization;
using System.Text;

namespace UneXt50.Cameras.Metrics;

/// <summary>
/// Metrics in Prometheus' text format, version 0.0.4: families of samples, each with a line of help and its type.
/// </summary>
internal sealed class PrometheusText
{
    /// <summary>What HTTP calls it.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private readonly StringBuilder _text = new();
    private string _family = "";

    /// <summary>Begins a family; its samples follow.</summary>
    public void Family(string name, string type, string help)
    {
        _family = name;
        _text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
    }

    /// <summary>A sample of the family.</summary>
    /// <param name="value">Its value.</param>
    /// <param name="labels">Names and values of its labels.</param>
    public void Sample(double value, params ReadOnlySpan<(string Name, string Value)> labels) =>
        Sample("", value, labels);

    /// <summary>A sample whose name is the family's with something behind, as in histograms.</summary>
    public void Sample(string suffix, double value, params ReadOnlySpan<(string Name, string Value)> labels)
    {
        _text.Append(_family).Append(suffix);
        for (var i = 0; i < labels.Length; i++)
        {
            var (name, text) = labels[i];
            _text.Append(i == 0 ? '{' : ',').Append(name).Append("=\"").Append(Escape(text)).Append('"');
        }

        if (labels.Length > 0) _text.Append('}');
        _text.Append(CultureInfo.InvariantCulture, $" {value:R}\n");
    }

    /// <summary>A family of one sample.</summary>
    public void Single(string name, string type, string help, double value)
    {
        Family(name, type, help);
        Sample(value);
    }

    public override string ToString() => _text.ToString();

    private static string Escape(string value) => value
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
