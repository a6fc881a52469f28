using System.CommandLine;
using System.CommandLine.Parsing;
using UneXt50.Cli.Documentation;

namespace UneXt50.Cli.Options;

/// <summary>
/// <c>--format</c> of a command that writes to <c>--out</c>: the end of the file's name says it too, and the two must
/// agree.
/// </summary>
internal sealed class FormatOption<T>
{
    private readonly Option<T> _option;
    private readonly Option<string>? _output;
    private readonly IReadOnlyList<(string Word, T Value)> _choices;

    /// <param name="output">The option with the output; null where there is none but standard output.</param>
    /// <param name="description">For the help.</param>
    /// <param name="choices">The formats; the first is that of a name which says nothing.</param>
    public FormatOption(Option<string>? output, string description, IReadOnlyList<(string Word, T Value)> choices)
    {
        (_output, _choices) = (output, choices);
        _option = ChoiceOption.Create(
            "--format", output is null ? description : $"{description}; the suffix of --out sets it too", choices,
            "-f");
    }

    public void AddTo(DocumentedCommand command)
    {
        command.Add(OptionGroup.Output, _option);
        command.Check(Validate);
    }

    /// <summary>The format that is meant.</summary>
    public T Of(SymbolResult result) =>
        !IsGiven(result) && Named(result) is { } word && Find(word) is { } choice
            ? choice.Value : result.GetValue(_option)!;

    private void Validate(CommandResult result)
    {
        if (Named(result) is not { } word) return;
        var path = result.GetValue(_output!);
        var given = IsGiven(result)
            ? _choices.First(choice => Equals(choice.Value, result.GetValue(_option))).Word : null;
        if (given is not null && given != word)
        {
            result.AddError($"--format {given} and --out {path} contradict each other: leave --format out, or write to "
                + $"a name that ends with {OutputSuffix.Of(given)}.");
        }
        else if (Find(word) is null)
        {
            result.AddError($"--out {path} asks for {word}, which this command does not write: end the name with "
                + $"{string.Join(" or ", _choices.Select(choice => OutputSuffix.Of(choice.Word)))}.");
        }
    }

    /// <summary>Whether the option itself is there.</summary>
    public bool IsGiven(SymbolResult result) => result.GetResult(_option) is { Implicit: false };

    /// <summary>Whether the name of the output says a format.</summary>
    public bool IsNamed(SymbolResult result) => Named(result) is not null;

    private string? Named(SymbolResult result) =>
        _output is null ? null : OutputSuffix.FormatOf(result.GetValue(_output) ?? "");

    private (string Word, T Value)? Find(string word) =>
        _choices.Where(choice => choice.Word == word).Select(choice => ((string, T)?)choice).FirstOrDefault();
}
