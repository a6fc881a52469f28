using System.CommandLine;
using UneXt50.Cli.Documentation;
using UneXt50.Cli.Runs;

namespace UneXt50.Cli.Options;

/// <summary><c>-m/--model</c>: the model of a command.</summary>
internal static class ModelOption
{
    private const string Name = "--model";

    /// <summary>For a command that has a model of its own where none is named.</summary>
    public static Option<string?> Create() => TextOption.Create(
        Name, "file", $"The model file; where none is named, {ModelPaths.Variable}'s or the default model", "-m");

    /// <summary>The model as a word of the command line, or as the option: both ways are taken.</summary>
    /// <param name="word">What the help calls the word.</param>
    /// <param name="description">For the help.</param>
    /// <param name="isRequired">Whether there is no default.</param>
    internal sealed class OrWord(string word, string description, bool isRequired)
    {
        private readonly Argument<string?> _argument = new(word)
        {
            Description = description,
            Arity = ArgumentArity.ZeroOrOne,
        };

        private readonly Option<string?> _option = TextOption.Create(Name, "file", $"The same as <{word}>", "-m");

        public void AddTo(DocumentedCommand command)
        {
            command.Add(_argument);
            command.Add(OptionGroup.Model, _option);
            command.Check(result =>
            {
                var (first, second) = (result.GetValue(_argument), result.GetValue(_option));
                if (first is not null && second is not null)
                    result.AddError($"<{word}> and {Name} both name a model: give one of them.");
                if (isRequired && first is null && second is null && result.GetResult(_option) is null)
                    result.AddError($"<{word}> is missing: {description}.");
            });
        }

        /// <summary>The file that is named; null for none.</summary>
        public string? Named(ParseResult parsed) => parsed.GetValue(_argument) ?? parsed.GetValue(_option);
    }
}
