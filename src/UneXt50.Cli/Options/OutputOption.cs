using System.CommandLine;

namespace UneXt50.Cli.Options;

/// <summary><c>-o/--out</c>: the file that a command writes.</summary>
internal static class OutputOption
{
    /// <summary>The name of the option, the same everywhere.</summary>
    public const string Name = "--out";

    /// <summary>A file, or standard output.</summary>
    /// <param name="what">What is written.</param>
    public static Option<string> Create(string what) => new(Name, "-o")
    {
        Description = $"File for {what}, - for standard output [default: -]",
        HelpName = "file",
        DefaultValueFactory = _ => "-",
    };

    /// <summary>A file that may be named; nothing stands for standard output.</summary>
    public static Option<string?> IfGiven(string description) => TextOption.Create(Name, "file", description, "-o");

    /// <summary>The file of a head that is made of another; that one is changed where none is named.</summary>
    public static Option<string?> NewHead() => IfGiven("Write the new head here, and leave the old one as it is");

    /// <summary>A file that must be named.</summary>
    public static Option<string> Required(string description) => TextOption.Required(Name, "file", description, "-o");
}
