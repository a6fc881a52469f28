using System.CommandLine;

namespace UneXt50.Cli.Documentation;

/// <summary>What of a command is shown to people.</summary>
internal static class CommandTree
{
    /// <summary>The commands below this one, in the order of the help.</summary>
    public static IEnumerable<Command> VisibleCommands(this Command command) =>
        command.Subcommands.Where(sub => !sub.Hidden);

    /// <summary>The commands at any depth below this one, but those that only hold others.</summary>
    public static IEnumerable<Command> RunnableCommands(this Command command) =>
        command.VisibleCommands().SelectMany(sub => sub.RunnableCommands().Prepend(sub))
            .Where(sub => sub.Action is not null);

    /// <summary>Its options, and those of the commands above it that hold here too.</summary>
    public static IEnumerable<Option> VisibleOptions(this Command command) =>
        command.Options.Concat(command.Above().SelectMany(above => above.Options).Where(option => option.Recursive))
            .Where(option => !option.Hidden);

    /// <summary>The same under their headings.</summary>
    public static IEnumerable<(OptionGroup Group, IReadOnlyList<Option> Options)> OptionGroups(this Command command) =>
        command.VisibleOptions()
            .GroupBy(option => (command as DocumentedCommand)?.GroupOf(option) ?? OptionGroup.General)
            .OrderBy(group => group.Key)
            .Select(group => (group.Key, (IReadOnlyList<Option>)[.. group]));

    /// <summary>"unext50 model info".</summary>
    public static string FullName(this Command command) =>
        string.Join(' ', command.Above().Prepend(command).Reverse()
            .Select(one => one is RootCommand ? "unext50" : one.Name));

    /// <summary>"model info", and "unext50" for the program itself.</summary>
    public static string ShortName(this Command command) =>
        command is RootCommand ? "unext50" : command.FullName()["unext50 ".Length..];

    /// <summary>The option's names as people type them here, the short one first, without <c>-?</c>.</summary>
    public static IEnumerable<string> Names(this Option option) =>
        option.Aliases.Append(option.Name).Where(name => name != "-?").OrderBy(name => name.Length);

    /// <summary>Whether a word after it belongs to it.</summary>
    public static bool TakesValue(this Option option) =>
        option.ValueType != typeof(bool) && option.Arity.MaximumNumberOfValues > 0;

    /// <summary>The commands that hold this one, the nearest first and the program itself last.</summary>
    public static IEnumerable<Command> Above(this Command command)
    {
        for (var above = Parent(command); above is not null; above = Parent(above)) yield return above;
    }

    private static Command? Parent(Command command) => command.Parents.OfType<Command>().FirstOrDefault();
}
