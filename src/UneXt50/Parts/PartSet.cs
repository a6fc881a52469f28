using System.Globalization;

namespace UneXt50.Parts;

/// <summary>Whether parts are all of one collection, and all that there are.</summary>
internal static class PartSet
{
    private const string RunAgain = $"run every shard again with {Setting.Resume} and the same list of inputs";

    /// <exception cref="UneXt50Exception">They are not; the message says which and why (Output).</exception>
    public static void Check(IReadOnlyList<(string Path, RunRecord Record)> parts)
    {
        var (firstPath, first) = parts[0];
        foreach (var (path, part) in parts.Skip(1))
        {
            if (part.DifferenceFrom(first) is { } difference)
            {
                throw PartErrors.Refused(
                    path, $"it differs from {firstPath} in its {difference}",
                    "run its shard again with the same options and files");
            }

            if (part.Shards != first.Shards)
            {
                throw PartErrors.Refused(path, $"it is shard {part.Part}, and {firstPath} is {first.Part}",
                    "merge parts of the same number of shards");
            }
        }

        foreach (var same in parts.GroupBy(part => part.Record.Shard).Where(same => same.Count() > 1))
        {
            throw PartErrors.Refused(same.Last().Path,
                $"it is shard {same.First().Record.Part}, and {same.First().Path} is too", "name each shard once");
        }

        if (parts.Count < first.Shards) throw Missing(parts);
        foreach (var (path, part) in parts)
        {
            if (!part.Complete)
            {
                throw PartErrors.Refused(path, "its run was interrupted",
                    $"run it again with {Setting.Shard} {part.Part} {Setting.Resume}");
            }
        }

        foreach (var (path, part) in parts)
        {
            if (part.Inputs == first.Inputs && part.InputsDigest == first.InputsDigest) continue;
            throw PartErrors.Refused(path,
                $"its list of inputs ({part.Inputs}) is not that of {firstPath} ({first.Inputs})", RunAgain);
        }
    }

    /// <exception cref="UneXt50Exception">Rows are not of one width or type (Output).</exception>
    public static void CheckShapes(IReadOnlyList<PartReader> parts)
    {
        var first = parts[0];
        foreach (var part in parts)
        {
            var isAlike = part.Width == first.Width && part.Type == first.Type
                && part.Header.AsSpan().SequenceEqual(first.Header);
            if (!isAlike) throw part.Damaged($"its rows are {Shape(part)}, and those of {first.Output} {Shape(first)}");
        }
    }

    private static UneXt50Exception Missing(IReadOnlyList<(string Path, RunRecord Record)> parts)
    {
        var there = parts.Select(part => part.Record.Shard).ToHashSet();
        var count = parts[0].Record.Shards;
        var missing = Enumerable.Range(1, count).Where(shard => !there.Contains(shard)).ToList();
        var names = string.Join(", ", missing.Take(10).Select(shard => shard.ToString(CultureInfo.InvariantCulture)));
        var problem = missing.Count switch
        {
            1 => $"shard {names} of {count} is missing",
            <= 10 => $"shards {names} of {count} are missing",
            _ => $"{missing.Count} of {count} shards are missing, {names} and more",
        };
        return PartErrors.Refused(parts[0].Path, problem, "name the parts of all shards");
    }

    private static string Shape(PartReader part) => part.Width > 0
        ? $"{part.Width} values of {part.Type}" : $"of other columns (a header of {part.Header.Length} bytes)";
}
