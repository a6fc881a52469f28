using System.Globalization;
using UneXt50.Results;
using UneXt50.Statistics;
using UneXt50.Writers;

namespace UneXt50.Parts;

/// <summary>
/// Writes the results of one part of a collection so that they can be continued and merged: beside <c>NAME</c> stands
/// <c>NAME.run.json</c>, which says what they are. Rows that an earlier output has are copied byte for byte, and the
/// output is in the order of the current list.
/// </summary>
public sealed class PartWriter : IResultWriter
{
    private readonly PartOutput _output;
    private readonly PartRequest _request;
    private readonly Lazy<RunRecord> _record;
    private readonly StoredRows? _stored;
    private readonly IRowWriter _writer;

    private PartWriter(PartPaths paths, PartRequest request, Func<RunRecord> record, Func<PartOutput, IRowWriter> open)
    {
        (_request, _record) = (request, new Lazy<RunRecord>(record));
        _output = PartOutput.Open(paths);
        try
        {
            _stored = Stored(paths);
            Selection = new PartSelection(request.Shard, _stored);
            _writer = open(_output);
        }
        catch
        {
            _stored?.Dispose();
            _output.Dispose();
            throw;
        }
    }

    /// <summary>The inputs whose outcomes are to be written.</summary>
    public PartSelection Selection { get; }

    /// <summary>Opens a part with feature vectors; see <see cref="FeatureWriter.Create"/>.</summary>
    /// <exception cref="UneXt50Exception">
    /// It cannot be written, another run is writing it, it holds another shard, or it is not what is to be continued.
    /// </exception>
    public static PartWriter Features(
        string path, PartRequest request, FeatureFormat format, int width,
        FeatureNormalization normalization = FeatureNormalization.None, NpyType type = NpyType.Float32,
        bool withFilms = false)
    {
        var written = format switch
        {
            FeatureFormat.Npy => RowFormat.Npy,
            FeatureFormat.Csv => RowFormat.Csv,
            _ => RowFormat.JsonLines,
        };
        RunRecord Record() => PartWriter.Record(request, "features", written, withFilms,
            ("normalize", normalization == FeatureNormalization.None ? "none" : "l2"),
            ("dtype", type == NpyType.Float32 ? "float32" : "float16"));
        return new PartWriter(
            new PartPaths(path, written == RowFormat.Npy), request, Record,
            output => FeatureWriter.Over(
                output.Array ?? output.Rows, output.Rows, format, width, normalization, type, Origin(withFilms)));
    }

    /// <summary>Opens a part with classes; see <see cref="ClassificationWriter.Create"/>.</summary>
    /// <param name="path">The file to appear.</param>
    /// <param name="request">Which part.</param>
    /// <param name="format">
    /// <see cref="ClassificationFormat.Csv"/> or <see cref="ClassificationFormat.JsonLines"/>.
    /// </param>
    /// <param name="options">Which classes to report.</param>
    /// <param name="withHeads">Whether predictions carry answers of heads.</param>
    /// <param name="withKnown">Whether predictions say how known a photo is.</param>
    /// <param name="withFilms">Whether frames of films are among the inputs: rows then have their times.</param>
    /// <exception cref="UneXt50Exception">As for <see cref="Features"/>.</exception>
    public static PartWriter Classes(
        string path, PartRequest request, ClassificationFormat format, ClassificationOptions options,
        bool withHeads = false, bool withKnown = false, bool withFilms = false)
    {
        var written = format switch
        {
            ClassificationFormat.Csv => RowFormat.Csv,
            ClassificationFormat.JsonLines => RowFormat.JsonLines,
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "its rows cannot be told apart"),
        };
        RunRecord Record() => PartWriter.Record(request, "classes", written, withFilms,
            ("top", options.Top.ToString(CultureInfo.InvariantCulture)),
            ("threshold", options.Threshold.ToString(CultureInfo.InvariantCulture)));
        return new PartWriter(new PartPaths(path, HasArray: false), request, Record, output => written == RowFormat.Csv
            ? new CsvClassificationWriter(output.Rows, options, withHeads, Origin(withFilms), withKnown)
            : new JsonLinesClassificationWriter(output.Rows, options));
    }

    /// <summary>
    /// Whether an output of this name can have a record beside it: standard output, devices and pipes cannot, nor can a
    /// file whose name is as long as names may be.
    /// </summary>
    public static bool CanWrite(string path) => IsFile(path) && OutputNames.FitBeside(path);

    /// <summary>Whether an output of this name is a file, not standard output, a device or a pipe.</summary>
    public static bool IsFile(string path) => path is not ("-" or "/dev/stdout") && !FileTypes.IsSpecial(path);

    /// <summary>What is written beside an output of this name: the record, and of an array the index.</summary>
    public static IReadOnlyList<string> FilesBeside(string path) => !CanWrite(path) ? []
        : path.EndsWith(".npy", StringComparison.Ordinal) ? [PartPaths.RecordOf(path), FeatureWriter.IndexOf(path)]
        : [PartPaths.RecordOf(path)];

    /// <inheritdoc/>
    public void Write(Outcome outcome)
    {
        var position = CopyHeld() ?? throw new InvalidOperationException("an outcome that was not selected");
        _output.Add(position, () => _writer.Write(outcome));
    }

    /// <summary>
    /// Brings the rows so far to the disk, once those that an earlier output has are among them: until then it has what
    /// this one has not.
    /// </summary>
    /// <exception cref="UneXt50Exception">They cannot be written (Output).</exception>
    public void Checkpoint()
    {
        if (_stored?.NotCopied().Any() != true) _output.Checkpoint(_record.Value, _writer.Checkpoint);
    }

    /// <inheritdoc/>
    public void Complete(RunSummary summary)
    {
        // What an interrupted run has not come to is kept all the same, where it had been done before.
        if (summary.Interrupted) CopyRest();
        else CopyHeld();
        var record = summary.Interrupted ? _record.Value : _record.Value with
        {
            Complete = true,
            Inputs = Selection.Count,
            InputsDigest = Selection.NamesDigest,
        };
        _output.Commit(record, () => _writer.Complete(summary));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _writer.Dispose();
        _stored?.Dispose();
        _output.Dispose();
    }

    private static OriginColumns Origin(bool withFilms) => withFilms ? OriginColumns.Time : OriginColumns.None;

    private static RunRecord Record(
        PartRequest request, string content, RowFormat format, bool withFilms,
        params ReadOnlySpan<(string Name, string Value)> own)
    {
        var options = new Dictionary<string, string> { ["content"] = content, [RowFormats.Option] = format.Word() };
        if (withFilms) options[RunRecord.FilmsOption] = "yes";
        foreach (var (name, value) in own) options[name] = value;
        foreach (var (name, value) in request.Options) options[name] = value;
        return new RunRecord
        {
            ModelSha256 = request.ModelSha256.GetAwaiter().GetResult(),
            Options = options,
            Shard = request.Shard.Index,
            Shards = request.Shard.Count,
            RowsDigest = "",
            Lengths = [],
        };
    }

    private StoredRows? Stored(PartPaths paths)
    {
        var earlier = _output.Earlier;
        if (!_request.Replace && earlier is not null && paths.AnyExists && earlier.Part != _request.Shard)
            throw PartErrors.OtherShard(paths, earlier);
        if (!_request.Resume) return null;
        if (_output.BadRecord is { } problem) throw PartErrors.BadRecord(paths.Record, problem);
        if (!paths.AnyExists) return null;
        if (earlier is null) throw PartErrors.NoRecord(paths);
        if (earlier.DifferenceFrom(_record.Value) is { } difference) throw PartErrors.OtherRun(paths, difference);
        return StoredRows.Open(paths, earlier);
    }

    // Copies what stands before the next input that was run, and gives that one's position; null at the end.
    private long? CopyHeld()
    {
        while (Selection.Next() is { } input)
        {
            if (input.Stored is not { } number) return input.Position;
            _output.Add(input.Position, () => _stored!.Copy(number, _writer));
        }

        return null;
    }

    private void CopyRest()
    {
        foreach (var number in _stored?.NotCopied() ?? []) _output.Add(0, () => _stored!.Copy(number, _writer));
    }
}
