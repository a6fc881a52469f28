using UneXt50.Parts;
using UneXt50.Sources;
using UneXt50.Writers;

namespace UneXt50.Cli.Runs;

/// <summary>Which of the inputs a run does.</summary>
/// <param name="Photos">Those, in order; enumerated once.</param>
/// <param name="Wants">Whether an input is one of them.</param>
/// <param name="HeldCount">Inputs that need no run, since their results are there.</param>
internal sealed record PhotoSelection(IEnumerable<Photo> Photos, Func<Photo, bool> Wants, int HeldCount = 0)
{
    public static PhotoSelection Of(IEnumerable<Photo> inputs, IResultWriter writer, Shard? shard) => (writer, shard) switch
    {
        (PartWriter part, _) => new(part.Select(inputs), part.Wants, part.HeldCount),
        (_, { } some) => new(inputs.Where(photo => some.Holds(photo.Name)), photo => some.Holds(photo.Name)),
        _ => new(inputs, _ => true),
    };
}
