using UneXt50.Sources;

namespace UneXt50.Parts;

/// <summary>
/// Puts the parts of a collection together, in the order of its inputs: what one run would have written.
/// </summary>
public static class PartMerge
{
    /// <summary>
    /// Merges parts into one output of their format. Rows are streamed, so memory grows by a few numbers for each.
    /// </summary>
    /// <param name="parts">The outputs of all shards, in any order, each with its record beside it.</param>
    /// <param name="path">The file to appear.</param>
    /// <param name="cancellation">Stops between two inputs; nothing is written then.</param>
    /// <returns>The number of inputs, failed ones too.</returns>
    /// <exception cref="UneXt50Exception">
    /// A part is missing, doubled, interrupted, damaged, or of another run; the output cannot be written (Output).
    /// </exception>
    /// <exception cref="OperationCanceledException">It was stopped.</exception>
    public static long Run(IReadOnlyList<string> parts, string path, CancellationToken cancellation = default)
    {
        var readers = new List<PartReader>();
        try
        {
            var records = parts.Select(part => (part, RunRecord.Read(PartPaths.RecordOf(part)))).ToList();
            PartSet.Check(records);
            foreach (var (part, record) in records)
            {
                readers.Add(PartReader.Open(new PartPaths(part, record.Format == RowFormat.Npy), record));
            }

            PartSet.CheckShapes(readers);
            return Write(readers, path, cancellation);
        }
        finally
        {
            foreach (var reader in readers) reader.Dispose();
        }
    }

    private static long Write(List<PartReader> readers, string path, CancellationToken cancellation)
    {
        var first = readers[0];
        if (!PartWriter.CanWrite(path))
            throw PartErrors.Refused(path, "a merged output has a record beside it", "name a file");
        if (OutputSuffix.FormatOf(path) is { } named && named != first.Record.Format.Word())
        {
            throw new UneXt50Exception(
                ErrorKind.Usage, path, $"it names {named}, and the parts are {first.Record.Format.Word()}",
                $"write to a name that ends with {OutputSuffix.Of(first.Record.Format.Word())}");
        }

        var paths = new PartPaths(path, first.Record.Format == RowFormat.Npy);
        using var output = PartOutput.Open(paths);
        if (output.Earlier is { } earlier && paths.AnyExists && earlier.Part != Shard.Whole)
            throw PartErrors.OtherShard(paths, earlier);
        using var writer = RowCopy.Open(output, first);
        var count = Copy(readers, output, writer, cancellation);
        foreach (var reader in readers) reader.Finish();
        output.Commit(first.Record with { Shard = 1, Shards = 1 }, writer.Complete);
        return count;
    }

    private static long Copy(
        List<PartReader> readers, PartOutput output, RowCopy writer, CancellationToken cancellation)
    {
        var ahead = new PriorityQueue<PartReader, long>();
        void Advance(PartReader reader)
        {
            if (reader.Next()) ahead.Enqueue(reader, reader.Position);
        }

        foreach (var reader in readers) Advance(reader);
        var count = 0L;
        while (ahead.TryDequeue(out var reader, out var position))
        {
            cancellation.ThrowIfCancellationRequested();
            if (position != count) throw reader.Damaged($"input {count} of the list is missing or doubled");
            output.Add(count++, () => writer.Copy(reader.Text, reader.Values));
            Advance(reader);
        }

        var expected = readers[0].Record.Inputs;
        return count == expected
            ? count : throw readers[0].Damaged($"it lists {expected} inputs, and there are {count}");
    }
}
