namespace UneXt50.Writers;

/// <summary>Opens outputs for classes.</summary>
public static class ClassificationWriter
{
    /// <summary>
    /// Opens <paramref name="path"/> ("-" is standard output) for classes. To be called before any work is done, so
    /// that a path that cannot be written is refused at once.
    /// </summary>
    /// <param name="path">Where to write.</param>
    /// <param name="format">How to write.</param>
    /// <param name="options">Which classes to report.</param>
    /// <param name="modelPath">The model's file, as the user named it.</param>
    /// <param name="card">The model's card.</param>
    /// <param name="colour">Whether text has ANSI colours; the caller knows whether it goes to a terminal.</param>
    /// <param name="withHeads">Whether predictions carry answers of heads, for which a table needs columns.</param>
    /// <param name="origin">What a table says of where frames come from.</param>
    /// <param name="withKnown">Whether predictions say how known a photo is, for which a table needs a column.</param>
    /// <exception cref="UneXt50Exception">The output cannot be written.</exception>
    public static IResultWriter Create(
        string path, ClassificationFormat format, ClassificationOptions options, string modelPath, ModelCard card,
        bool colour = false, bool withHeads = false, OriginColumns origin = OriginColumns.None,
        bool withKnown = false)
    {
        var output = OutputFile.Create(path);
        try
        {
            return format switch
            {
                ClassificationFormat.Text => new TextClassificationWriter(output, options, colour),
                ClassificationFormat.Json => new JsonClassificationWriter(output, options, modelPath, card),
                ClassificationFormat.JsonLines => new JsonLinesClassificationWriter(output, options),
                ClassificationFormat.Csv => new CsvClassificationWriter(
                    output, options, withHeads, origin, withKnown),
                _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
            };
        }
        catch
        {
            output.Dispose();
            throw;
        }
    }
}

/// <summary>The formats classes are written in.</summary>
public enum ClassificationFormat
{
    /// <summary>For people; may change in any release.</summary>
    Text,

    /// <summary>One document with model, results and summary.</summary>
    Json,

    /// <summary>An object per input and line.</summary>
    JsonLines,

    /// <summary>A row per input and class.</summary>
    Csv,
}
