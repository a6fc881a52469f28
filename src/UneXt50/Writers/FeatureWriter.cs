namespace UneXt50.Writers;

/// <summary>Opens outputs for feature vectors.</summary>
public static class FeatureWriter
{
    /// <summary>
    /// Opens <paramref name="path"/> ("-" is standard output) for feature vectors. To be called before any work is
    /// done, so that a path that cannot be written is refused at once.
    /// </summary>
    /// <param name="path">Where to write.</param>
    /// <param name="format">How to write.</param>
    /// <param name="width">Length D of a vector.</param>
    /// <param name="normalization">What to do to each vector first.</param>
    /// <param name="type">The element type of a numpy array; text formats have float32's digits.</param>
    /// <param name="origin">What a table says of where frames come from.</param>
    /// <exception cref="UneXt50Exception">The output, or the index beside an array, cannot be written.</exception>
    public static IResultWriter Create(
        string path, FeatureFormat format, int width, FeatureNormalization normalization = FeatureNormalization.None,
        NpyType type = NpyType.Float32, OriginColumns origin = OriginColumns.None)
    {
        var output = OutputFile.Create(path, seekable: format == FeatureFormat.Npy);
        OutputFile? index = null;
        try
        {
            if (format == FeatureFormat.Npy && output.IsFile) index = OutputFile.Create(IndexOf(path));
            return Over(output, index, format, width, normalization, type, origin);
        }
        catch
        {
            index?.Dispose();
            output.Dispose();
            throw;
        }
    }

    /// <summary>Writes into outputs that are open; they are disposed with the writer.</summary>
    internal static IRowWriter Over(
        OutputFile output, OutputFile? index, FeatureFormat format, int width, FeatureNormalization normalization,
        NpyType type, OriginColumns origin = OriginColumns.None) => format switch
        {
            FeatureFormat.Npy => new NpyFeatureWriter(
                new NpyWriter(output, type, width), index, normalization, origin),
            FeatureFormat.Csv => new CsvFeatureWriter(output, width, normalization, origin),
            FeatureFormat.JsonLines => new JsonLinesFeatureWriter(output, normalization),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
        };

    /// <summary>The index beside an array.</summary>
    internal static string IndexOf(string path) => Path.ChangeExtension(path, ".index.csv");
}

/// <summary>The formats features are written in.</summary>
public enum FeatureFormat
{
    /// <summary>A numpy array with an index beside it.</summary>
    Npy,

    /// <summary>A row per input.</summary>
    Csv,

    /// <summary>An object per input and line.</summary>
    JsonLines,
}
