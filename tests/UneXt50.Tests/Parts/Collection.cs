using UneXt50.Parts;
using UneXt50.Results;
using UneXt50.Sources;
using UneXt50.Tests.Writers;
using UneXt50.Writers;
using Xunit;

namespace UneXt50.Tests.Parts;

/// <summary>
/// A list of inputs run through a writer of parts without a network: the features of an input are made from its name,
/// and the ones in <see cref="Broken"/> fail.
/// </summary>
internal sealed class Collection(params string[] names)
{
    public HashSet<string> Broken { get; } = [];

    /// <summary>The inputs that were run, of all runs.</summary>
    public List<string> Run { get; } = [];

    public string Model { get; init; } = "model";

    public int Width { get; init; } = 3;

    public FeatureFormat Format { get; init; } = FeatureFormat.Npy;

    public FeatureNormalization Normalization { get; init; }

    /// <summary>Every input, in one run.</summary>
    public void Write(string path, Shard? shard = null, bool resume = false, int stopAfter = int.MaxValue)
    {
        using var writer = Open(path, shard, resume);
        Write(writer, stopAfter);
    }

    public PartWriter Open(string path, Shard? shard = null, bool resume = false) => PartWriter.Features(
        path, new PartRequest { Shard = shard ?? Shard.Whole, Resume = resume, ModelSha256 = Task.FromResult(Model) }, Format, Width,
        Normalization);

    /// <summary>The inputs, or the first of them.</summary>
    /// <param name="writer">Takes them.</param>
    /// <param name="stopAfter">How many of them.</param>
    /// <param name="each">What is done after each.</param>
    /// <param name="ends">What is done in the end, in place of completing the output.</param>
    public void Write(PartWriter writer, int stopAfter = int.MaxValue, Action? each = null, Action? ends = null)
    {
        var interrupted = false;
        foreach (var photo in writer.Selection.Select(names.Select(name => new Photo(name, () => Array.Empty<byte>()))))
        {
            interrupted = stopAfter-- == 0;
            if (interrupted) break;
            Run.Add(photo.Name);
            writer.Write(OutcomeOf(photo.Name));
            each?.Invoke();
        }

        if (ends is not null) ends();
        else writer.Complete(Sample.Summary(interrupted));
    }

    /// <summary>What one run without any of this writes.</summary>
    public void WritePlain(string path)
    {
        using var writer = FeatureWriter.Create(path, Format, Width, Normalization);
        foreach (var name in names) writer.Write(OutcomeOf(name));
        writer.Complete(Sample.Summary());
    }

    public static long Merge(string[] parts, string path) =>
        PartMerge.Run(parts, path, TestContext.Current.CancellationToken);

    private Outcome OutcomeOf(string name) => Broken.Contains(name)
        ? Sample.Failure(name)
        : Sample.Success(name, [.. Enumerable.Range(1, Width).Select(i => (float)(name.Sum(letter => letter) * i))]);
}
