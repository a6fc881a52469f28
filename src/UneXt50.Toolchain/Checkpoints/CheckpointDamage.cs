namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// What is wrong inside a checkpoint, thrown where no file name is known; <see cref="CheckpointReader"/> adds it.
/// </summary>
internal sealed class CheckpointDamage(string problem, string remedy = "get or save the checkpoint again")
    : Exception(Printable(problem))
{
    private const int MaximumLength = 400;

    public string Remedy { get; } = remedy;

    /// <summary>Names out of a hostile file must neither flood a terminal nor send it commands.</summary>
    private static string Printable(string text) => string.Concat(
        text.Take(MaximumLength).Select(character => char.IsControl(character) ? '?' : character));
}
