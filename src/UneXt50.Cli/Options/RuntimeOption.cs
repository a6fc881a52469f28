using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cli.Commands;
using UneXt50.Cli.Runs;
using UneXt50.Onnx.Runtime;

namespace UneXt50.Cli.Options;

/// <summary><c>--onnxruntime</c>: the library that is loaded in place of ours, wherever a model may run on it.</summary>
internal static class RuntimeOption
{
    public const string Variable = "UNEXT50_ONNXRUNTIME";
    private const string Name = "--onnxruntime";

    /// <summary>One for all commands: they are all made at every start.</summary>
    public static readonly Option<string?> Shared = TextOption.Create(
        Name, "path", "An onnxruntime of your own, from 1.14 on: libonnxruntime.so, or the folder that has it");

    /// <summary>Chooses what the command line, or else the variable, names. Nothing is loaded yet.</summary>
    public static void Apply(ParseResult parsed)
    {
        var command = parsed.CommandResult;
        var given = Given(command, Name);
        if (given is "")
            throw new UneXt50Exception(ErrorKind.Usage, Name, "the name is empty", "name libonnxruntime.so, or its folder");
        var path = given ?? Environment.GetEnvironmentVariable(Variable);
        var isNamed = !string.IsNullOrEmpty(path);
        if (!isNamed && Given(command, ProviderOptions.Name) is null) return;
        if (OwnProgram.Command() is [_, ..] own)
            OnnxRuntimeLibrary.Trial = new LibraryTrial([.. own, TryLibraryCommand.Name], Cache(command));
        if (isNamed) OnnxRuntimeLibrary.Use(path!);
    }

    private static string? Given(CommandResult command, string option) => command.Children.OfType<OptionResult>()
        .FirstOrDefault(result => result.Option.Name == option)?.Tokens is [var token, ..] ? token.Value : null;

    // doctor writes nothing.
    private static string? Cache(CommandResult command) =>
        command.Command.Name == DoctorCommand.Name || command.GetResult("--no-cache") is OptionResult { Implicit: false }
            ? null : ModelPaths.DigestCache();
}
