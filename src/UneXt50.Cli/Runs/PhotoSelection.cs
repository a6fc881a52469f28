using UneXt50.Parts;
using UneXt50.Sources;

namespace UneXt50.Cli.Runs;

/// <summary>Which of the inputs a run does.</summary>
/// <param name="Photos">Those, in order; enumerated once.</param>
/// <param name="Wants">Whether an input is one of them.</param>
/// <param name="HeldCount">Inputs that need no run, since their results are there.</param>
internal sealed record PhotoSelection(IEnumerable<Photo> Photos, Func<Photo, bool> Wants, int HeldCount = 0)
{
    /// <param name="inputs">All inputs.</param>
    /// <param name="part">What the output selects; null where it takes all that it is given.</param>
    /// <param name="shard">The part of the inputs that is asked for; null for all.</param>
    public static PhotoSelection Choose(IEnumerable<Photo> inputs, PartSelection? part, Shard? shard) =>
        (part, shard) switch
        {
            ({ } some, _) => new(some.Select(inputs), some.Wants, some.HeldCount),
            (_, { } some) => new(some.Among(inputs), photo => some.Holds(photo.Name)),
            _ => new(inputs, _ => true),
        };
}
