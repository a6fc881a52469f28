using System.IO.Hashing;

namespace UneXt50.Parts;

/// <summary>
/// The files of an output that can be continued and merged, while they are written: text, array and record change
/// together. The steps are: text and array on the disk under staged names; the record in place; text and array take
/// their names. Killed before the second step, the earlier output is valid; after it the new one, whose renaming
/// whoever comes next completes (<see cref="StagedFiles"/>). At no time does an old array pass for the one of a new
/// index.
/// </summary>
internal sealed class PartOutput : IDisposable
{
    private readonly PartPaths _paths;
    private readonly PartLock _lock;
    private byte[]? _recordBefore;
    private readonly string _recordTemporary;
    private readonly XxHash128 _rowsHash = new();
    private readonly XxHash128 _arrayHash = new();
    private readonly List<int> _lengths = [];
    private readonly List<long> _positions = [];
    private readonly Action _undo;
    private bool _committed;

    private PartOutput(PartPaths paths, PartLock taken)
    {
        (_paths, _lock) = (paths, taken);
        _undo = Discard;
        _recordBefore = RunRecord.Bytes(paths.Record);
        (Earlier, BadRecord) = Parse(_recordBefore);
        var before = Earlier is null ? paths : paths with { HasArray = Earlier.Format == RowFormat.Npy };
        StagedFiles.Settle(before, Earlier);
        // Noted before they exist: a kill at any time leaves none that nobody knows of.
        var (rows, array) = (OutputNames.Temporary(paths.Rows), OutputNames.Temporary(paths.Output));
        _recordTemporary = OutputNames.Temporary(paths.Record);
        _lock.Note(rows, array, _recordTemporary);
        Rows = OutputFile.Create(paths.Rows, rows, OutputNames.Staged(paths.Rows));
        Rows.Checksum = _rowsHash;
        try
        {
            if (paths.Array is { } path) Array = OutputFile.Create(path, array, OutputNames.Staged(path));
            UnfinishedWork.Begin(() => true, _undo);
        }
        catch
        {
            Rows.Dispose();
            throw;
        }
    }

    /// <summary>The record of what is there already; null where there is none, or none that can be read.</summary>
    public RunRecord? Earlier { get; }

    /// <summary>What is wrong with the record that is there.</summary>
    public string? BadRecord { get; }

    /// <summary>The text with something of every input: the index, where there is an array.</summary>
    public OutputFile Rows { get; }

    public OutputFile? Array { get; }

    /// <exception cref="UneXt50Exception">It cannot be written, or another run is writing it (Output).</exception>
    public static PartOutput Open(PartPaths paths)
    {
        OutputNames.RequireFileName(paths.Output);
        OutputNames.RequireNoNode(paths.Rows);
        OutputNames.RequireNoNode(paths.Record);
        var taken = PartLock.Take(paths);
        try
        {
            StagedFiles.SettleOthers(paths);
            return new PartOutput(paths, taken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            taken.Dispose();
            throw OutputError.From(paths.Output, failure);
        }
        catch
        {
            taken.Dispose();
            throw;
        }
    }

    /// <summary>Adds what <paramref name="write"/> writes of one input.</summary>
    /// <param name="position">
    /// Its place in the whole list; anything where that is not known, in an interrupted run.
    /// </param>
    /// <param name="write">Writes its lines of text and, if it has one, its row of the array.</param>
    public void Add(long position, Action write)
    {
        // The header, which is written again when the number of rows is known, is none of the checksum's business.
        if (Array is not null) Array.Checksum = _arrayHash;
        var start = Rows.Position;
        write();
        _lengths.Add(checked((int)(Rows.Position - start)));
        _positions.Add(position);
    }

    /// <summary>Puts all files in place as they are by now; they grow there.</summary>
    /// <param name="record">Where the rows come from; what the files must be is filled in.</param>
    /// <param name="bring">Brings <see cref="Rows"/> and <see cref="Array"/> to the disk.</param>
    /// <exception cref="UneXt50Exception">They cannot be written, or another run has written them (Output).</exception>
    public void Checkpoint(RunRecord record, Action bring) => Commit(record, bring, goesOn: true);

    /// <summary>Puts all files in place.</summary>
    /// <param name="record">Where the rows come from; what the files must be is filled in.</param>
    /// <param name="complete">Completes <see cref="Rows"/> and <see cref="Array"/>.</param>
    /// <exception cref="UneXt50Exception">They cannot be written, or another run has written them (Output).</exception>
    public void Commit(RunRecord record, Action complete) => Commit(record, complete, goesOn: false);

    private void Commit(RunRecord record, Action bring, bool goesOn)
    {
        if (Array is not null) Array.Checksum = null;
        RunRecord.FileLengths? lengths = goesOn ? new() { Rows = Rows.Length, Array = Array?.Length } : null;
        bring();
        // The lock prevents it, but for file systems that have none.
        if (!RunRecord.Bytes(_paths.Record).AsSpan().SequenceEqual(_recordBefore))
        {
            throw PartErrors.Refused(
                _paths.Output, "another run has written it meanwhile", $"give each shard an {Setting.Out} of its own");
        }

        var written = record with
        {
            RowsDigest = Convert.ToHexStringLower(_rowsHash.GetCurrentHash()),
            ArrayDigest = Array is null ? null : Convert.ToHexStringLower(_arrayHash.GetCurrentHash()),
            Checkpoint = lengths,
            Positions = record.Complete ? _positions : null,
            Lengths = _lengths,
        };
        UnfinishedWork.Commit(() =>
        {
            written.Write(_paths.Record, _recordTemporary);
            _committed = true;
            Rows.Publish();
            Array?.Publish();
        });
        if (goesOn) _recordBefore = RunRecord.Bytes(_paths.Record);
    }

    public void Dispose()
    {
        Rows.Dispose();
        Array?.Dispose();
        UnfinishedWork.End(_undo);
        Discard();
    }

    private void Discard()
    {
        if (!_committed)
        {
            Delete(OutputNames.Staged(_paths.Rows));
            if (_paths.Array is { } array) Delete(OutputNames.Staged(array));
        }

        _lock.Dispose();
    }

    private static void Delete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // The folder has gone or been locked meanwhile.
        }
    }

    private static (RunRecord? Record, string? Problem) Parse(byte[]? json)
    {
        try
        {
            return (json is null ? null : RunRecord.Parse(json), null);
        }
        catch (FormatException damage)
        {
            return (null, damage.Message);
        }
    }
}
