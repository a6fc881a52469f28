using System.Globalization;

namespace UneXt50.Search;

/// <summary>Why a vector cannot be compared.</summary>
internal static class Unfit
{
    private const string Holds = "holds infinity or a value that is not a number";

    public static UneXt50Exception Width(string subject, int width, FeatureFile file) => new(
        ErrorKind.Input, subject,
        string.Create(
            CultureInfo.InvariantCulture, $"it has {width} values, and the rows of {file.Path} have {file.Width}"),
        "compare vectors of the same model");

    public static UneXt50Exception Numbers(string subject) => new(
        ErrorKind.Input, subject, $"it {Holds}", "write its features again");

    /// <summary>What to say of rows that were left out; null for none.</summary>
    public static UneXt50Exception? Rows(FeatureFile file, RowNames names, int count, int? first)
    {
        if (first is not { } row) return null;
        var name = names.Of(new HashSet<int> { row }).TryGetValue(row, out var input) ? $" ({input})" : "";
        var others = count == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" and {count - 1:N0} more");
        return new UneXt50Exception(
            ErrorKind.Input, file.Path,
            string.Create(CultureInfo.InvariantCulture,
                $"row {row}{name}{others} left out: {(count == 1 ? "it" : "each")} {Holds}"),
            "write the features again");
    }
}
