using System.CommandLine;
using System.CommandLine.Completions;
using UneXt50.Cli.Commands;

namespace UneXt50.Cli.Documentation;

/// <summary>
/// What a shell may offer for the word that is being typed. Nothing where a file's name belongs: shells know files
/// better.
/// </summary>
internal static class Suggestions
{
    /// <param name="root">The whole program.</param>
    /// <param name="words">The words after the program's name; the last one is being typed, and may be empty.</param>
    public static IEnumerable<(string Word, string Meaning)> For(Command root, string[] words)
    {
        // What follows "help" is what may be typed without it, but commands only.
        if (words is [HelpCommand.Name, .. [_, ..] asked] && !asked[^1].StartsWith('-'))
            return Commands(asked.SkipLast(1).Aggregate(root, Below), asked[^1]);

        var (command, open) = (root, (Option?)null);
        foreach (var word in words.SkipLast(1))
        {
            if (word == "--") return [];
            if (word == "=") continue; // bash makes a word of it
            var takenByOption = open is not null && !IsOption(word);
            open = IsOption(word) ? OptionCalled(command, word) : null;
            if (takenByOption) continue;
            command = Below(command, word);
        }

        var last = words.Length > 0 ? words[^1] : "";
        return last.StartsWith("--", StringComparison.Ordinal) && last.Split('=', 2) is [var name, var begun]
            ? Values(OptionCalled(command, name), begun).Select(value => ($"{name}={value.Word}", value.Meaning))
            : IsOption(last) ? Options(command, last)
            : open is not null ? Values(open, last == "=" ? "" : last)
            : Commands(command, last).Concat(command.Arguments.SelectMany(argument => Values(argument, last)));
    }

    private static Command Below(Command command, string word) =>
        command.VisibleCommands().FirstOrDefault(sub => sub.Name == word) ?? command;

    private static bool IsOption(string word) => word is ['-', _, ..] or "-";

    private static Option? OptionCalled(Command command, string name) => command.VisibleOptions()
        .FirstOrDefault(option => option.TakesValue() && option.Names().Contains(name));

    private static IEnumerable<(string Word, string Meaning)> Options(Command command, string begun) =>
        from option in command.VisibleOptions()
        let name = option.Names().LastOrDefault(name => name.StartsWith(begun, StringComparison.Ordinal))
        where name is not null
        select (name, option.Description ?? "");

    // Where files may stand as well as a command, they come first: nothing is said until the command is begun.
    private static IEnumerable<(string Word, string Meaning)> Commands(Command command, string begun) =>
        from sub in command.VisibleCommands()
        where sub.Name.StartsWith(begun, StringComparison.Ordinal) && (begun.Length > 0 || command.Arguments.Count == 0)
        select (sub.Name, sub.Description ?? "");

    private static IEnumerable<(string Word, string Meaning)> Values(Symbol? symbol, string begun) =>
        from item in symbol?.GetCompletions(CompletionContext.Empty) ?? []
        where item.Label.StartsWith(begun, StringComparison.Ordinal)
        select (item.Label, item.Detail ?? "");
}
