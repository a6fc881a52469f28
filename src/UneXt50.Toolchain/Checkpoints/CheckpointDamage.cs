namespace UneXt50.Toolchain.Checkpoints;

/// <summary>
/// What is wrong inside a checkpoint, thrown where the file's name is not known.
/// </summary>
internal sealed class CheckpointDamage(string problem, string remedy = "get or save the checkpoint again")
    : Exception(Printable(problem))
{
    private const int MaximumLength = 4000;

    public string Remedy { get; } = remedy;

    /// <summary>The same as an error about that file.</summary>
    public UneXt50Exception About(string path) => new(ErrorKind.Checkpoint, path, Message, Remedy, this);

    /// <summary>Names out of a hostile file must neither flood a terminal nor send it commands.</summary>
    private static string Printable(string text) => string.Concat(
        text.Take(MaximumLength).Select(character => char.IsControl(character) ? '?' : character));
}
