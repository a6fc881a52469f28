using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Parsing;
using System.Globalization;
using UneXt50.Cli.Commands;
using UneXt50.Cli.Documentation;
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
        if (parsed.Errors.Count == 0)
        {
            NamedFiles.Plan(parsed);
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

        foreach (var error in parsed.Errors) Messages.Usage(error.Message, CommandPath(parsed.CommandResult));
        return ExitCodes.Usage;
    }

    private static RootCommand Root()
    {
        var root = new RootCommand("Photos to classes and feature vectors with a UneXt50 network, on this machine.")
        {
            ClassifyCommand.Create(),
            FeaturesCommand.Create(),
            PreprocessCommand.Create(),
            CamerasCommand.Create(),
            DoctorCommand.Create(),
            HeadCommand.Create(),
            BenchCommand.Create(),
            ModelCommand.Create(),
            CompletionsCommand.Create(),
            ManualCommand.Create(),
            SuggestCommand.Create(),
        };
        // Directives would make an input called "[a].jpg" special.
        root.Directives.Clear();
        root.Options.OfType<VersionOption>().Single().Action = new VersionAction();
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new HelpPage((HelpAction)help.Action!);
        return root;
    }

    private static string CommandPath(CommandResult result) =>
        result.Parent is CommandResult parent
            ? $"{CommandPath(parent)} {result.Command.Name}" : "unext50";
}
