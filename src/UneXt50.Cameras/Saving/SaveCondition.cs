using System.Globalization;
using UneXt50.Cameras.Sinks;

namespace UneXt50.Cameras.Saving;

/// <summary>One condition of a <see cref="SaveRule"/>.</summary>
/// <param name="Holds">Whether an answer fulfils it.</param>
/// <param name="Label">The class it names, if it names one.</param>
/// <param name="NeedsUnknown">Whether it asks for answers that are "unknown".</param>
internal sealed record SaveCondition(Func<BestAnswer, bool> Holds, string? Label = null, bool NeedsUnknown = false)
{
    /// <summary>Below this lead of the best class over the second, an answer is uncertain.</summary>
    private const float UncertainLead = 0.2f;

    // The longer ones first: "<=" begins as "<" does.
    private static readonly string[] Comparisons = ["!=", "<=", ">=", "=", "<", ">"];

    /// <exception cref="UneXt50Exception">It is no condition.</exception>
    public static SaveCondition Parse(string text)
    {
        text = text.Trim();
        var comparison = Array.Find(Comparisons, sign => text.Contains(sign, StringComparison.Ordinal));
        if (comparison is null)
        {
            return text switch
            {
                "all" => new(_ => true),
                "unknown" => new(answer => answer.IsUnknown, NeedsUnknown: true),
                "uncertain" => new(answer => answer.Lead < UncertainLead),
                _ => throw Refused(text),
            };
        }

        var at = text.IndexOf(comparison, StringComparison.Ordinal);
        var (name, value) = (text[..at].TrimEnd(), text[(at + comparison.Length)..].TrimStart());
        return name switch
        {
            "label" => OfLabel(text, comparison, value),
            "p" => OfNumber(text, comparison, value, answer => answer.Probability),
            "lead" => OfNumber(text, comparison, value, answer => answer.Lead),
            _ => throw Refused(text),
        };
    }

    private static SaveCondition OfLabel(string text, string comparison, string value)
    {
        var label = value is ['"', .., '"'] ? value[1..^1] : value;
        if (label.Length == 0) throw Refused(text);
        return comparison switch
        {
            "=" => new(answer => answer.Label == label, label),
            "!=" => new(answer => answer.Label != label, label),
            _ => throw Refused(text),
        };
    }

    private static SaveCondition OfNumber(
        string text, string comparison, string value, Func<BestAnswer, float> figure)
    {
        if (!float.TryParse(value, CultureInfo.InvariantCulture, out var limit) || limit is not (>= 0 and <= 1))
            throw Refused(text);
        return comparison switch
        {
            "<" => new(answer => figure(answer) < limit),
            "<=" => new(answer => figure(answer) <= limit),
            ">" => new(answer => figure(answer) > limit),
            ">=" => new(answer => figure(answer) >= limit),
            _ => throw Refused(text),
        };
    }

    private static UneXt50Exception Refused(string text) => new(
        ErrorKind.Usage, Setting.SaveWhen, $"'{text}' is not a condition",
        "conditions are label=NAME, label!=NAME, p or lead with <, <=, > or >= and a number from 0 to 1, "
        + "unknown, uncertain, all");
}
