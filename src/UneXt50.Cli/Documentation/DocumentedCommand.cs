using System.CommandLine;

namespace UneXt50.Cli.Documentation;

/// <summary>A command whose help ends with examples.</summary>
internal sealed class DocumentedCommand(string name, string description) : Command(name, description)
{
    /// <summary>Command lines, and what each does.</summary>
    public IReadOnlyList<(string Line, string Meaning)> Examples { get; init; } = [];
}
