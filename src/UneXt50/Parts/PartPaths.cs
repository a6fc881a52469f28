using UneXt50.Writers;

namespace UneXt50.Parts;

/// <summary>The files of one output that can be continued and merged.</summary>
/// <param name="Output">As the user named it.</param>
/// <param name="HasArray">Whether it is an array with an index beside it; otherwise it is text alone.</param>
internal sealed record PartPaths(string Output, bool HasArray)
{
    /// <summary>The text that has something to say of every input.</summary>
    public string Rows => HasArray ? FeatureWriter.IndexOf(Output) : Output;

    /// <summary>The array, if there is one.</summary>
    public string? Array => HasArray ? Output : null;

    /// <summary>What the files must be, see <see cref="RunRecord"/>.</summary>
    public string Record => RecordOf(Output);

    /// <summary>Held by the run that writes them.</summary>
    public string Lock => OutputNames.Lock(Output);

    public bool AnyExists => File.Exists(Rows) || File.Exists(Output);


    public static string RecordOf(string output) => output + ".run.json";
}
