namespace UneXt50;

/// <summary>What the end of an output's name says about its format.</summary>
public static class OutputSuffix
{
    private static readonly (string Suffix, string Format)[] Known =
    [
        (".txt", "text"), (".json", "json"), (".jsonl", "jsonl"), (".ndjson", "jsonl"), (".csv", "csv"),
        (".npy", "npy"), (".html", "html"), (".htm", "html"), (".onnx", "onnx"), (".prom", "prom"),
    ];

    /// <summary>The word for the format that a name ends with: csv for "a.CSV"; null where it says nothing.</summary>
    public static string? FormatOf(string path) =>
        Array.Find(Known, known => path.EndsWith(known.Suffix, StringComparison.OrdinalIgnoreCase)
            && Path.GetFileName(path).Length > known.Suffix.Length).Format;

    /// <summary>The suffix that goes with a format.</summary>
    public static string Of(string format) => Array.Find(Known, known => known.Format == format).Suffix;
}
