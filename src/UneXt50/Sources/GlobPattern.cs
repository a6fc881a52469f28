namespace UneXt50.Sources;

/// <summary>
/// Expands a quoted pattern as a shell would: <c>*</c> and <c>?</c> within a name, <c>[a-z]</c> and <c>[!a-z]</c>, and
/// <c>**</c> for any number of folders. The first letter of a hidden name must be written out. Matches come in ordinal
/// order, folder by folder; <c>**</c> follows links to folders, and goes into none twice.
/// </summary>
internal static class GlobPattern
{
    private static readonly ArraySegment<string> AnyName = new(["*"]);

    public static bool IsPattern(string path) => path.AsSpan().ContainsAny('*', '?', '[');

    /// <summary>The files that match, lazily.</summary>
    public static IEnumerable<string> Expand(string pattern)
    {
        var rooted = pattern.StartsWith('/');
        var segments = pattern.Split('/', StringSplitOptions.RemoveEmptyEntries);
        return Expand(rooted ? "/" : "", segments);
    }

    private static IEnumerable<string> Expand(string folder, ArraySegment<string> segments)
    {
        var (segment, rest) = (segments[0], segments[1..]);
        if (segment == "**")
        {
            var entered = new FolderWalk(new PassedOver());
            entered.Enter(PathOf(folder));
            return AnyDepth(folder, rest.Count > 0 ? rest : AnyName, entered);
        }

        if (IsPattern(segment)) return Matches(folder, segment, rest);

        var path = Path.Join(folder, segment);
        if (rest.Count > 0) return Expand(path, rest);
        return InputPath.Exists(path) ? [path] : [];
    }

    private static IEnumerable<string> Matches(string folder, string segment, ArraySegment<string> rest)
    {
        foreach (var entry in List(folder))
        {
            if (!IsMatch(segment, entry.Name)) continue;
            var path = Path.Join(folder, entry.Name);
            if (rest.Count > 0)
            {
                foreach (var match in Expand(path, rest)) yield return match;
            }
            else if (entry.Resolve(path) == FolderEntryKind.File)
            {
                yield return path;
            }
        }
    }

    private static IEnumerable<string> AnyDepth(string folder, ArraySegment<string> rest, FolderWalk entered)
    {
        foreach (var match in Expand(folder, rest)) yield return match;
        foreach (var entry in List(folder))
        {
            var path = Path.Join(folder, entry.Name);
            if (entry.IsHidden || entry.Resolve(path) != FolderEntryKind.Folder || !entered.Enter(path)) continue;
            foreach (var match in AnyDepth(path, rest, entered)) yield return match;
        }
    }

    private static string PathOf(string folder) => folder.Length == 0 ? "." : folder;

    private static List<FolderEntry> List(string folder) =>
        FolderListing.TryRead(PathOf(folder), out _) ?? [];

    /// <summary>Whether a name matches one segment of a pattern.</summary>
    private static bool IsMatch(string pattern, string name) =>
        (pattern[0] == name[0] || !FolderEntry.IsHiddenName(name)) && Fits(pattern, name);

    private static bool Fits(ReadOnlySpan<char> pattern, ReadOnlySpan<char> name)
    {
        // After a mismatch only the last star can take one more character: linear memory, no recursion.
        int p = 0, n = 0, star = -1, starName = 0;
        while (n < name.Length)
        {
            if (p < pattern.Length && pattern[p] == '*')
            {
                (star, starName) = (p++, n);
            }
            else if (p < pattern.Length && MatchesOne(pattern[p..], name[n], out var length))
            {
                p += length;
                n++;
            }
            else if (star >= 0)
            {
                (p, n) = (star + 1, ++starName);
            }
            else
            {
                return false;
            }
        }

        return pattern[p..].TrimStart('*').IsEmpty;
    }

    private static bool MatchesOne(ReadOnlySpan<char> pattern, char character, out int length)
    {
        length = 1;
        if (pattern[0] == '?') return true;
        if (pattern[0] != '[') return pattern[0] == character;

        // A "]" that comes first belongs to the set; a "[" that is never closed is itself.
        var first = pattern.Length > 1 && pattern[1] == '!' ? 2 : 1;
        var close = first + 1 < pattern.Length ? pattern[(first + 1)..].IndexOf(']') : -1;
        if (close < 0) return character == '[';

        var set = pattern.Slice(first, close + 1);
        length = first + set.Length + 1;
        return Contains(set, character) != (first == 2);
    }

    private static bool Contains(ReadOnlySpan<char> set, char character)
    {
        for (var i = 0; i < set.Length; i++)
        {
            var isRange = i + 2 < set.Length && set[i + 1] == '-';
            var (low, high) = (set[i], isRange ? set[i + 2] : set[i]);
            if (character >= low && character <= high) return true;
            if (isRange) i += 2;
        }

        return false;
    }
}
