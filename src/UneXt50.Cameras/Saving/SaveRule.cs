using UneXt50.Cameras.Sinks;

namespace UneXt50.Cameras.Saving;

/// <summary>
/// Which frames are worth keeping: conditions joined by commas, all of which must hold. <c>label=NAME</c> and
/// <c>label!=NAME</c> (in double quotes if it has a comma), <c>p</c> (probability of the best class) or <c>lead</c> (of
/// that over the second) with <c>&lt;</c>, <c>&lt;=</c>, <c>&gt;</c> or <c>&gt;=</c> and a number from 0 to 1,
/// <c>unknown</c>, <c>uncertain</c> (a lead below 0.2), <c>all</c>.
/// </summary>
public sealed class SaveRule
{
    private readonly List<SaveCondition> _conditions;

    private SaveRule(List<SaveCondition> conditions) => _conditions = conditions;

    /// <summary>Whether a condition asks for answers that are "unknown", which only heads give.</summary>
    public bool NeedsUnknown => _conditions.Exists(condition => condition.NeedsUnknown);

    /// <summary>The classes that conditions name.</summary>
    public IEnumerable<string> Labels => _conditions.Select(condition => condition.Label).OfType<string>();

    /// <summary>Reads what a user wrote.</summary>
    /// <exception cref="UneXt50Exception">Of kind <see cref="ErrorKind.Usage"/>: it is no such rule.</exception>
    public static SaveRule Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new SaveRule([.. Split(text).Select(SaveCondition.Parse)]);
    }

    internal bool Holds(BestAnswer answer) => _conditions.TrueForAll(condition => condition.Holds(answer));

    private static IEnumerable<string> Split(string text)
    {
        var (start, quoted) = (0, false);
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '"') quoted = !quoted;
            if (text[i] != ',' || quoted) continue;
            yield return text[start..i];
            start = i + 1;
        }

        yield return text[start..];
    }
}
