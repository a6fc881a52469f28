using System.Globalization;

namespace UneXt50.Diagnostics.Benchmarking;

/// <summary>A bound that a figure has to keep, such as <c>p95 &lt; 80ms</c>.</summary>
public sealed class Gate
{
    private static readonly string[] Operators = ["<=", ">=", "<", ">"]; // longer ones first

    private static readonly (string Suffix, MetricUnit Unit, double Factor)[] Units =
    [
        ("ms", MetricUnit.Milliseconds, 1), ("us", MetricUnit.Milliseconds, 1e-3), ("s", MetricUnit.Milliseconds, 1e3),
        ("KB", MetricUnit.Bytes, 1e3), ("MB", MetricUnit.Bytes, 1e6), ("GB", MetricUnit.Bytes, 1e9),
        ("KiB", MetricUnit.Bytes, 1 << 10), ("MiB", MetricUnit.Bytes, 1 << 20), ("GiB", MetricUnit.Bytes, 1 << 30),
        ("B", MetricUnit.Bytes, 1), ("x", MetricUnit.Ratio, 1),
    ];

    private readonly string _text;
    private readonly string _operator;
    private readonly double _bound;

    private Gate(string text, BenchmarkMetric metric, string @operator, double bound) =>
        (_text, Metric, _operator, _bound) = (text, metric, @operator, bound);

    /// <summary>What it is about.</summary>
    public BenchmarkMetric Metric { get; }

    /// <summary>
    /// Reads a gate: a metric, one of &lt; &lt;= &gt; &gt;=, and a number with its unit: us, ms or s for times; B, KB,
    /// MB, GB (powers of 1,000) or KiB, MiB, GiB for memory; x or none for ratios; none for numbers.
    /// </summary>
    /// <exception cref="UneXt50Exception">It is none, or its unit is not that of the metric (Usage).</exception>
    public static Gate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var chosen = Operators.FirstOrDefault(each => text.Contains(each, StringComparison.Ordinal));
        if (chosen is null
            || text.Split(chosen, StringSplitOptions.TrimEntries) is not [{ Length: > 0 } name, var amount])
            throw Refused(text, "it is not a metric, an operator (< <= > >=) and a number");

        var metric = BenchmarkMetric.Find(name);
        var unit = Array.Find(Units, each => amount.EndsWith(each.Suffix, StringComparison.Ordinal));
        var digits = unit.Suffix is null ? amount : amount[..^unit.Suffix.Length];
        if (!double.TryParse(digits, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            || !double.IsFinite(number))
        {
            throw Refused(text, $"'{amount}' is not a number with a unit");
        }

        var fits = unit.Suffix is null
            ? metric.Unit is MetricUnit.Ratio or MetricUnit.Number : unit.Unit == metric.Unit;
        if (!fits) throw Refused(text, $"'{amount}' does not have a unit of {metric.Name} ({UnitsOf(metric.Unit)})");
        return new Gate(text, metric, chosen, number * (unit.Suffix is null ? 1 : unit.Factor));
    }

    /// <summary>Whether a report keeps it.</summary>
    /// <exception cref="UneXt50Exception">What it is about was not measured (Usage).</exception>
    public GateResult Check(BenchmarkReport report)
    {
        var measured = Metric.In(report) ?? throw new UneXt50Exception(
            ErrorKind.Usage, _text, $"{Metric.Name} was not measured",
            $"ask for it, with {Setting.Compare} or {Setting.SplitEncoder}");
        var holds = _operator switch
        {
            "<" => measured < _bound,
            "<=" => measured <= _bound,
            ">" => measured > _bound,
            _ => measured >= _bound,
        };
        return new GateResult(_text, Metric.Name, measured, holds);
    }

    private static string UnitsOf(MetricUnit unit) => unit switch
    {
        MetricUnit.Milliseconds => "us, ms or s",
        MetricUnit.Bytes => "KB, MB or GB",
        MetricUnit.Ratio => "x or none",
        _ => "none",
    };

    private static UneXt50Exception Refused(string text, string problem) =>
        new(ErrorKind.Usage, text, problem, "write it like 'p95 < 80ms'");
}
