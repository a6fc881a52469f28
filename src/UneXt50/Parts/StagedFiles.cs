using System.IO.Hashing;
using UneXt50.Writers;

namespace UneXt50.Parts;

/// <summary>
/// What a run left that was killed while its files took their names. The record decides: files that it speaks of take
/// the names now, others were not valid yet and go.
/// </summary>
internal static class StagedFiles
{
    /// <param name="paths">The files of the output.</param>
    /// <param name="record">The record beside it; null where there is none.</param>
    /// <exception cref="UneXt50Exception">They cannot be read, renamed or deleted (Output).</exception>
    public static void Settle(PartPaths paths, RunRecord? record)
    {
        try
        {
            Settle(paths.Rows, record?.RowsDigest, headerLess: false);
            if (paths.Array is { } array) Settle(array, record?.ArrayDigest, headerLess: true);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw OutputError.From(paths.Output, failure);
        }
    }

    /// <summary>
    /// Does so for all other outputs in the folder whose runs were killed: nobody may ever run those again.
    /// </summary>
    public static void SettleOthers(PartPaths paths)
    {
        try
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(paths.Lock))!;
            foreach (var found in Directory.EnumerateFiles(folder, OutputNames.LockPattern))
            {
                if (Path.GetFileName(found) == Path.GetFileName(paths.Lock)) continue;
                if (OutputNames.OfLock(found) is not { } output) continue;
                using var taken = PartLock.TakeLeftBehind(found);
                if (taken is not null) SettleLeftBehind(output);
            }
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or UneXt50Exception)
        {
            // What cannot be settled is in nobody's way, and the run that wants to go on with it says so.
        }
    }

    private static void SettleLeftBehind(string output)
    {
        RunRecord? record = null;
        try
        {
            record = RunRecord.Bytes(PartPaths.RecordOf(output)) is { } json ? RunRecord.Parse(json) : null;
        }
        catch (FormatException)
        {
            return; // whoever made that record may know what belongs to it
        }

        if (record is null || record.Format == RowFormat.Npy) Settle(new PartPaths(output, HasArray: true), record);
        if (record is null || record.Format != RowFormat.Npy) Settle(new PartPaths(output, HasArray: false), record);
    }

    private static void Settle(string path, string? expected, bool headerLess)
    {
        var staged = OutputNames.Staged(path);
        if (!File.Exists(staged)) return;
        if (expected is not null && DigestOf(staged, headerLess) == expected)
            File.Move(staged, OutputNames.Target(path), overwrite: true);
        else File.Delete(staged);
    }

    private static string? DigestOf(string path, bool headerLess)
    {
        try
        {
            using var stream = File.OpenRead(path);
            if (headerLess) NpyHeader.Decode(stream);
            var hash = new XxHash128();
            hash.Append(stream);
            return Convert.ToHexStringLower(hash.GetCurrentHash());
        }
        catch (Exception damage) when (damage is FormatException or OverflowException or EndOfStreamException)
        {
            return null;
        }
    }
}
