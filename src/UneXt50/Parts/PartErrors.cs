namespace UneXt50.Parts;

/// <summary>Why an earlier output is neither continued nor replaced nor merged.</summary>
internal static class PartErrors
{
    public static UneXt50Exception Damaged(PartPaths paths, string problem, Exception? inner = null) => Refused(
        paths.Output, $"it is not what {paths.Record} says ({problem})",
        "it is damaged or another run has replaced it: move both away and run again", inner);

    public static UneXt50Exception NoRecord(PartPaths paths) => Refused(
        paths.Output, $"{Path.GetFileName(paths.Record)}, which says what it holds, is missing",
        $"move it away, or leave {Setting.Resume} out to replace it");

    public static UneXt50Exception BadRecord(string path, string problem) => Refused(
        path, $"it is not a record of a run: {problem}", "move it and its output away and run again");

    public static UneXt50Exception OtherShard(PartPaths paths, RunRecord earlier) => Refused(
        paths.Output, $"it holds shard {earlier.Part}, not this one",
        $"give each shard an {Setting.Out} of its own, or move it away");

    public static UneXt50Exception OtherRun(PartPaths paths, string difference) => Refused(
        paths.Output, $"it was written with another {difference}",
        "use what it was written with, or write to another file");

    public static UneXt50Exception Refused(string subject, string problem, string remedy, Exception? inner = null) =>
        new(ErrorKind.Output, subject, problem, remedy, inner);
}
