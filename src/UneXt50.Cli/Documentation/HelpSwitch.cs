using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace UneXt50.Cli.Documentation;

/// <summary><c>-h</c> and <c>--help</c> of every command, in place of the generated help.</summary>
internal static class HelpSwitch
{
    public static void AddTo(RootCommand root)
    {
        root.Options.Remove(root.Options.OfType<HelpOption>().Single());
        root.Add(Create("-h", "Show what is used most", HelpPage.Short, "-?"));
        root.Add(Create("--help", "Show everything", HelpPage.Long));
    }

    private static Option<bool> Create(
        string name, string description, Func<Command, string> page, params string[] aliases) => new(name, aliases)
        {
            Description = description,
            Recursive = true,
            Action = new Show(page),
        };

    private sealed class Show(Func<Command, string> page) : SynchronousCommandLineAction
    {
        public override bool ClearsParseErrors => true;

        public override int Invoke(ParseResult parseResult)
        {
            parseResult.InvocationConfiguration.Output.Write(page(parseResult.CommandResult.Command));
            return ExitCodes.Done;
        }
    }
}
