using System.CommandLine;
using System.Globalization;
using System.Reflection;
using UneXt50.Cli.Runs;

namespace UneXt50.Cli.Documentation;

/// <summary>unext50(1), made of what the commands say of themselves.</summary>
internal static class ManualPage
{
    public static string Render(RootCommand root)
    {
        var page = new Roff();
        page.Request("TH", "UNEXT50", "1", "", $"unext50 {Version()}", "User Commands");
        page.Request("SH", "NAME").Line("unext50 - photos and camera frames to classes and feature vectors");
        page.Request("SH", "SYNOPSIS");
        page.Line(('B', "unext50"), ('R', " "), ('I', "command"), ('R', " [options]"));
        page.Request("SH", "DESCRIPTION").Line(root.Description ?? "");
        page.Request("SH", "COMMANDS");
        foreach (var command in root.RunnableCommands()) WriteCommand(page, command);
        page.Request("SH", "EXIT STATUS");
        foreach (var (code, meaning) in ExitCodes.Table)
        {
            WriteItem(page, [('B', code.ToString(CultureInfo.InvariantCulture))], meaning);
        }

        page.Request("SH", "ENVIRONMENT");
        foreach (var (name, meaning) in HelpPage.Variables) WriteItem(page, [('B', name)], meaning);
        page.Request("SH", "FILES");
        WriteItem(
            page, [('I', $"/usr/share/unext50/{ModelPaths.DefaultName}")],
            "The default model; unext50/ in other data folders of XDG, and models/ beside the program, may have one");
        WriteItem(page, [('I', "~/.cache/unext50")], "What can be made again; follows XDG_CACHE_HOME");
        WriteItem(
            page, [('I', "/etc/default/unext50")], "What unext50.service watches, and how (Debian package)");
        return page.ToString();
    }

    private static void WriteCommand(Roff page, Command command)
    {
        page.Request("SS", string.Join(' ', command.Arguments.Select(Synopsis).Prepend(command.FullName())));
        page.Line(command.Description ?? "");
        foreach (var argument in command.Arguments) WriteItem(page, [('I', argument.Name)], argument.Description);
        foreach (var (group, options) in command.OptionGroups().Where(group => group.Group != OptionGroup.General))
        {
            page.Request("PP").Line(('B', $"{HelpPage.Title(group)}"));
            foreach (var option in options) WriteOption(page, option);
        }

        if (command is not DocumentedCommand { Examples: { Count: > 0 } examples }) return;
        page.Request("PP").Line("Examples:");
        foreach (var (line, meaning) in examples)
        {
            page.Request("PP").Line(meaning);
            page.Request("RS", "4").Request("nf").Line(('B', line)).Request("fi").Request("RE");
        }
    }

    private static string Synopsis(Argument argument)
    {
        var dots = argument.Arity.MaximumNumberOfValues > 1 ? "..." : "";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[{argument.Name}{dots}]" : $"{argument.Name}{dots}";
    }

    private static void WriteOption(Roff page, Option option)
    {
        var parts = new List<(char, string)>();
        foreach (var name in option.Names())
        {
            if (parts.Count > 0) parts.Add(('R', ", "));
            parts.Add(('B', name));
        }

        if (option.TakesValue()) parts.AddRange(Value(option.HelpName ?? "value",
            option.Arity.MinimumNumberOfValues == 0));
        WriteItem(page, parts, option.Description);
    }

    private static (char, string)[] Value(string name, bool isOptional) =>
        isOptional ? [('R', " ["), ('I', name), ('R', "]")] : [('R', " "), ('I', name)];

    private static void WriteItem(Roff page, IEnumerable<(char, string)> term, string? meaning) =>
        page.Request("TP").Line(term).Line(meaning ?? "");

    private static string Version() => typeof(ManualPage).Assembly
        .GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion.Split('+')[0];
}
