namespace UneXt50.Labels;

/// <summary>The names of a network's classes, in order, each once.</summary>
/// <param name="Names">The names.</param>
/// <param name="Warnings">What was understood in a way that its writer should know of; often nothing.</param>
internal sealed record LabelList(IReadOnlyList<string> Names, IReadOnlyList<string> Warnings)
{
    private const int MaximumCount = 100_000;
    private const int MaximumLength = 500;
    private const int MaximumListed = 3;

    /// <summary>
    /// Checks names, composes their accents (NFC), and puts the index behind each that several classes have:
    /// "crane (134)".
    /// </summary>
    /// <exception cref="FormatException">There are none, too many, or one that cannot be printed.</exception>
    public static LabelList Create(IReadOnlyList<string> names, params IEnumerable<string> warnings)
    {
        names = [.. names.Select(CanonicalComposition.Compose)];
        if (names.Count == 0) throw new FormatException("it is empty");
        if (names.Count > MaximumCount)
            throw new FormatException($"it lists {names.Count} labels, more than the {MaximumCount} that are read");
        for (var i = 0; i < names.Count; i++) Check(names[i], i);

        var doubled = names.CountBy(name => name).Where(pair => pair.Value > 1).Select(pair => pair.Key).ToHashSet();
        if (doubled.Count == 0) return new LabelList(names, [.. warnings]);

        string[] apart = [.. names.Select((name, i) => doubled.Contains(name) ? $"{name} ({i})" : name)];
        if (apart.CountBy(name => name).FirstOrDefault(pair => pair.Value > 1) is { Value: > 1 } twice)
            throw new FormatException($"'{twice.Key}' occurs more than once");
        var renamed = apart.Where((name, i) => name != names[i]).ToList();
        var rest = renamed.Count > MaximumListed ? $" and {renamed.Count - MaximumListed} more" : "";
        return new LabelList(apart, [.. warnings,
            "names that several classes share now end with the class's index: "
            + $"{string.Join(", ", renamed.Take(MaximumListed))}{rest}"]);
    }

    /// <summary>
    /// The two classes of a network with one logit, whose sigmoid is the probability of the second: of "ripe" are made
    /// "not ripe" and "ripe"; two names stay.
    /// </summary>
    /// <exception cref="FormatException">There are more than two.</exception>
    public LabelList ForOneLogit() => Names switch
    {
        [var positive] => this with { Names = [$"not {positive}", positive] },
        [_, _] => this,
        _ => throw new FormatException($"it lists {Names.Count} labels for one logit, whose sigmoid tells two classes"),
    };

    private static void Check(string name, int index)
    {
        if (name.Length == 0) throw new FormatException($"class {index} has no name");
        if (name.Length > MaximumLength)
            throw new FormatException($"the name of class {index} is longer than {MaximumLength} characters");
        if (name.Any(IsUnprintable)) throw new FormatException($"'{name}' holds a control character");
    }

    /// <summary>Controls, ends of lines, blanks of no width, and marks that turn the direction of writing.</summary>
    private static bool IsUnprintable(char character) => char.IsControl(character) || character
        is '\u2028' or '\u2029' or '\u200B' or '\u2060' or '\u200E' or '\u200F' or '\uFEFF'
        or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
