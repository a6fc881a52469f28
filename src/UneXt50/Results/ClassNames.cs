namespace UneXt50.Results;

/// <summary>What a class may be called.</summary>
internal static class ClassNames
{
    /// <summary>Refuses names that people read as the same: they differ in case or in what separates words.</summary>
    /// <exception cref="UneXt50Exception">Two collide (Usage); the message names both.</exception>
    public static void CheckDistinct(IEnumerable<string> labels)
    {
        var seen = new Dictionary<string, string>();
        foreach (var label in labels)
        {
            var key = Key(label);
            if (label.Any(char.IsControl) || key.Length == 0)
                throw Refused(label, "that is not a name for a class", "rename it: letters, digits, spaces, hyphens");
            if (key == Unknown) throw Refused(label, "that is the answer for photos unlike any class", "rename it");
            if (!seen.TryAdd(key, label))
                throw Refused(label, $"it cannot be told from '{seen[key]}'", "merge the two or rename one");
        }
    }

    /// <summary>The answer for a photo that is unlike those of every class.</summary>
    public const string Unknown = "unknown";

    private static string Key(string label) =>
        string.Join(' ', CanonicalComposition.Compose(label).ToLowerInvariant()
            .Split([' ', '-', '_', '\t'], StringSplitOptions.RemoveEmptyEntries));

    private static UneXt50Exception Refused(string label, string problem, string remedy) =>
        new(ErrorKind.Usage, $"class '{label}'", problem, remedy);
}
