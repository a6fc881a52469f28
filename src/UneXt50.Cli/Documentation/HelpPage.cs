using System.CommandLine;
using UneXt50.Cameras.Mqtt;
using UneXt50.Cli.Options;
using UneXt50.Cli.Runs;
using UneXt50.Sources;

namespace UneXt50.Cli.Documentation;

/// <summary>The help of a command, made of what it says of itself: all of it, or as much as is needed most.</summary>
internal static class HelpPage
{
    private const int MostInShort = 10;

    private static readonly (string Line, string Meaning)[] RootExamples =
    [
        ("unext50 classify leaf.jpg", "the five most probable classes of a photo"),
        ("unext50 features -r photos --out vec.npy", "a feature vector for every photo, for numpy"),
        ("unext50 model info", "what the model knows, and under which licence"),
    ];

    /// <summary>The environment variables that users set, and what they do.</summary>
    public static readonly IReadOnlyList<(string Name, string Meaning)> Variables =
    [
        (ModelPaths.Variable, "the model file to use"),
        (ModelPaths.NoCacheVariable, "set to anything: as --no-cache"),
        (RuntimeOption.Variable, "the onnxruntime to load, as --onnxruntime"),
        ("NO_COLOR", "set to anything: no colour"),
        (MqttOptions.PasswordVariable, "the broker's password, in place of --mqtt-password-file"),
        (ShardEnvironment.Shards, "the number of shards for --shard auto, where the scheduler does not say"),
    ];

    /// <summary>Everything.</summary>
    public static string Long(Command command)
    {
        var page = Beginning(command);
        Section(page, "Arguments", command.Arguments.Where(argument => !argument.Hidden)
            .Select(argument => ($"<{argument.Name}>", argument.Description ?? "")));
        Section(page, "Commands", command is RootCommand ? Runnable(command) : Commands(command));
        foreach (var (group, options) in command.OptionGroups()) Section(page, Title(group), options.Select(Item));
        WriteExamples(page, Examples(command));
        if (command is RootCommand) WriteEnvironment(page);
        return page.ToString();
    }

    /// <summary>What fits on a screen: the commands, or the options that are used most, and an example.</summary>
    public static string Short(Command command)
    {
        var page = Beginning(command);
        Section(page, "Commands", Commands(command));
        var own = command.Options.Where(option => !option.Hidden && !option.Recursive).ToList();
        var shown = own.Count <= MostInShort || command is not DocumentedCommand { MostUsed: var names }
            ? own : [.. names.Select(name => own.Single(option => option.Name == name))];
        Section(page, shown.Count < own.Count ? "Options used most" : "Options",
            shown.Select(option => (Term(option), Gist(option.Description ?? ""))));
        WriteExamples(page, Examples(command).Take(1).ToList());
        page.Blank().Line($"'{command.FullName()} --help' shows all"
            + (command is RootCommand ? "; 'unext50 COMMAND -h' is about one command." : "."));
        return page.ToString();
    }

    /// <summary>What the help calls a group.</summary>
    public static string Title(OptionGroup group) => group switch
    {
        OptionGroup.Gpio => "GPIO",
        OptionGroup.Mqtt => "MQTT",
        OptionGroup.ViewAndSaving => "View and saving",
        _ => group.ToString(),
    };

    private static HelpLayout Beginning(Command command)
    {
        var page = new HelpLayout().Paragraph("", command.Description ?? "", indent: 0).Blank();
        var name = command.FullName();
        if (command.Action is null) return page.Line($"Usage: {name} <command> [options]");
        var words = command.Arguments.Where(argument => !argument.Hidden).Select(Synopsis).Prepend(name);
        page.Line($"Usage: {string.Join(' ', words)} [options]");
        return command.VisibleCommands().Any() ? page.Line($"       {name} <command> [options]") : page;
    }

    private static void Section(HelpLayout page, string heading, IEnumerable<(string Term, string Meaning)> items)
    {
        if (items.ToList() is { Count: > 0 } all) page.Heading(heading).Items(all);
    }

    private static IEnumerable<(string, string)> Commands(Command command) =>
        command.VisibleCommands().Select(sub => (sub.Name, sub.Description ?? ""));

    private static IEnumerable<(string, string)> Runnable(Command command) =>
        command.RunnableCommands().Select(sub => (sub.ShortName(), sub.Description ?? ""));

    private static (string, string) Item(Option option) => (Term(option), option.Description ?? "");

    private static string Term(Option option)
    {
        var names = string.Join(", ", option.Names());
        return !option.TakesValue() ? names
            : option.Arity.MinimumNumberOfValues == 0 ? $"{names} [<{option.HelpName}>]"
                : $"{names} <{option.HelpName}>";
    }

    private static string Synopsis(Argument argument)
    {
        var dots = argument.Arity.MaximumNumberOfValues > 1 ? "..." : "";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[<{argument.Name}>{dots}]" : $"<{argument.Name}>{dots}";
    }

    // The first statement of a description, and its default.
    private static string Gist(string description)
    {
        var before = description.IndexOf(" [default: ", StringComparison.Ordinal) is >= 0 and var at ? at
            : description.Length;
        var (text, otherwise) = (description[..before], description[before..]);
        string[] ends = [": ", "; ", ". "];
        var end = ends.Select(mark => text.IndexOf(mark, StringComparison.Ordinal)).Where(index => index >= 0)
            .DefaultIfEmpty(text.Length).Min();
        return text[..end] + otherwise;
    }

    private static IReadOnlyList<(string Line, string Meaning)> Examples(Command command) =>
        command is DocumentedCommand documented ? documented.Examples : RootExamples;

    private static void WriteExamples(HelpLayout page, IReadOnlyList<(string Line, string Meaning)> examples)
    {
        if (examples.Count == 0) return;
        page.Heading(examples.Count == 1 ? "Example" : "Examples");
        foreach (var (line, meaning) in examples) page.Line($"  {line}").Line($"      {meaning}");
    }

    private static void WriteEnvironment(HelpLayout page)
    {
        page.Heading("Exit codes").Items([.. ExitCodes.Table.Select(row => ($"{row.Code,3}", row.Meaning))]);
        page.Heading("The model, unless --model names one, is the first of these").Line($"  ${ModelPaths.Variable}");
        foreach (var path in ModelPaths.Candidates()) page.Line($"  {path}");
        page.Heading("Environment").Items([.. Variables]);
    }
}
