namespace UneXt50.Toolchain.Description;

/// <summary>Why a model cannot be described, before it is known which file it came from.</summary>
/// <param name="problem">What is wrong with the model.</param>
/// <param name="remedy">What helps.</param>
internal sealed class DescriptionRefusal(string problem, string remedy) : Exception(problem)
{
    /// <summary>What helps.</summary>
    public string Remedy { get; } = remedy;

    /// <summary>The error to show.</summary>
    public UneXt50Exception About(string path) => new(ErrorKind.Model, path, Message, Remedy, this);
}
