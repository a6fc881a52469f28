using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using UneXt50.Cli.Commands;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Cli.Terminal;

namespace UneXt50.Cli;

/// <summary>The commands, how they are parsed, and what happens when that fails.</summary>
internal static class CommandLine
{
    public static int Run(IReadOnlyList<string> arguments)
    {
        // No response files: "@" is a letter in a file's name like any other.
        var parsed = Root().Parse(arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        var command = parsed.CommandResult.Command;
        if (Misspelling.Find(parsed, arguments) is { } misspelling)
        {
            Messages.Usage(misspelling, command.FullName());
            return ExitCodes.Usage;
        }

        if (parsed.Errors.Count == 0)
        {
            NamedFiles.Plan(parsed);
            RuntimeOption.Apply(parsed);
            using var help = new StringWriter(CultureInfo.InvariantCulture);
            var exitCode = parsed.Invoke(new InvocationConfiguration
            {
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
                Output = help,
            });
            StandardOutput.Print(help.ToString());
            return exitCode;
        }

        // The command is not finished: what may follow is more help than that something must.
        if (command.Action is null) StandardOutput.Print(HelpPage.Short(command));
        else foreach (var error in parsed.Errors) Messages.Usage(Sentence(error), command.FullName());
        return ExitCodes.Usage;
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Photos to classes and feature vectors with a UneXt50 network, on this machine.")
        {
            ClassifyCommand.Create(),
            FeaturesCommand.Create(),
            PreprocessCommand.Create(),
            ServeCommand.Create(),
            CamerasCommand.Create(),
            DoctorCommand.Create(),
            HeadCommand.Create(),
            BenchCommand.Create(),
            ModelCommand.Create(),
            CompletionsCommand.Create(),
            HelpCommand.Create(),
            ManualCommand.Create(),
            SuggestCommand.Create(),
            TryLibraryCommand.Create(),
        };
        // Directives would make an input called "[a].jpg" special.
        root.Directives.Clear();
        HelpSwitch.AddTo(root);
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        return root;
    }

    // Where something is missing, what it is; the rest says enough.
    private static string Sentence(ParseError error) => error.SymbolResult switch
    {
        OptionResult { Tokens.Count: 0, Option: { Arity.MinimumNumberOfValues: > 0 } option }
            when error.Message.StartsWith("Required", StringComparison.Ordinal) =>
            $"{option.Name} needs a value: {option.HelpName}.",
        OptionResult { Tokens.Count: > 1 and var count, Option: { Arity.MaximumNumberOfValues: 1 } option } =>
            $"{option.Name} takes one value, and {count} are given.",
        ArgumentResult { Tokens.Count: 0, Argument: var argument } =>
            $"<{argument.Name}> is missing: {argument.Description}.",
        _ => error.Message,
    };
}
