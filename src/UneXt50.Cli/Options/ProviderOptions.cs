using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cli.Documentation;

namespace UneXt50.Cli.Options;

/// <summary><c>--provider</c>: what onnxruntime computes on, and how.</summary>
internal sealed class ProviderOptions
{
    public const string Name = "--provider";

    /// <summary>Those of all commands, which are all made at every start.</summary>
    public static readonly ProviderOptions Shared = new();

    private readonly Option<string?> _providers = TextOption.Create(
        Name, "name[,name]",
        "What onnxruntime computes on: cpu, cuda, tensorrt, another that it has, or the file of a plug-in; the first "
        + "gets what it can, the CPU the rest");

    private readonly Option<string[]> _options = TextOption.Several(
        "--provider-option", "key=value",
        "A setting of the provider, as onnxruntime documents it; may be repeated; NAME.key=value for one of several");

    private ProviderOptions()
    {
    }

    public void AddTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Speed, _providers, _options);
        command.Check(result =>
        {
            Read(result.GetValue(_providers), result.GetValue(_options) ?? [], out var problem);
            if (problem is not null) result.AddError(problem);
        });
    }

    public IReadOnlyList<ExecutionProvider> Of(ParseResult parsed) =>
        Read(parsed.GetValue(_providers), parsed.GetValue(_options) ?? [], out _);

    /// <summary>The words of a command line that name the same, for another process.</summary>
    public IEnumerable<string> Words(ParseResult parsed) =>
    [
        .. parsed.GetValue(_providers) is { } names ? ["--provider", names] : Array.Empty<string>(),
        .. (parsed.GetValue(_options) ?? []).SelectMany(option => (string[])["--provider-option", option]),
    ];

    /// <summary>Whether one that is not the CPU is named.</summary>
    public bool IsOnDevice(CommandResult result) =>
        Read(result.GetValue(_providers), [], out _).Exists(provider => !provider.IsCpu);

    private static List<ExecutionProvider> Read(string? names, string[] options, out string? problem)
    {
        problem = null;
        if (names is null)
        {
            if (options.Length > 0) problem = "--provider-option needs --provider, whose setting it is.";
            return [];
        }

        var words = names.Split(',', StringSplitOptions.TrimEntries);
        var providers = new List<ExecutionProvider>();
        foreach (var word in words)
            providers.Add(new ExecutionProvider(word) { Options = SettingsOf(word, words, options, ref problem) });
        if (words.Contains("")) problem = $"--provider takes names joined by commas, not '{names}'.";
        else if (words.Distinct(StringComparer.OrdinalIgnoreCase).Count() < words.Length)
            problem = $"--provider names one twice: '{names}'.";
        else if (providers.FindIndex(provider => provider.IsCpu) is >= 0 and var place && place < words.Length - 1)
            problem = "--provider names cpu before others, which would get nothing: name it last.";
        return providers;
    }

    private static Dictionary<string, string> SettingsOf(
        string provider, string[] words, string[] options, ref string? problem)
    {
        var settings = new Dictionary<string, string>();
        foreach (var option in options)
        {
            if (Owner(option, words) is not { } owner)
            {
                problem = $"--provider-option '{option}' does not say of which provider it is: "
                    + $"{string.Join(" or ", words.Select(word => $"{word}.KEY=VALUE"))}.";
            }
            else if (owner == provider)
            {
                var text = option.StartsWith(owner + '.', StringComparison.Ordinal) ? option[(owner.Length + 1)..] : option;
                if (text.Split('=', 2) is not [{ Length: > 0 } key, var value])
                    problem = $"--provider-option takes KEY=VALUE, not '{option}'.";
                else if (!settings.TryAdd(key, value)) problem = $"--provider-option gives {key} twice.";
            }
        }

        return settings;
    }

    private static string? Owner(string option, string[] words) => words is [var only]
        ? only
        : words.Where(word => option.StartsWith(word + '.', StringComparison.Ordinal)).MaxBy(word => word.Length);
}
