using System.CommandLine.Parsing;

namespace UneXt50.Cli.Documentation;

/// <summary>Values that the library reads: what it refuses is an error of usage.</summary>
internal static class UsageErrors
{
    /// <summary>What <paramref name="read"/> makes of the last word; null, and an error, when it refuses it.</summary>
    public static T? Parse<T>(ArgumentResult result, Func<string, T> read)
        where T : class
    {
        try
        {
            return read(result.Tokens[^1].Value);
        }
        catch (UneXt50Exception error) when (error.Kind == ErrorKind.Usage)
        {
            result.AddError(Sentence(error));
            return null;
        }
    }

    /// <summary>An error as a sentence; one that ends with a question is one already.</summary>
    public static string Sentence(UneXt50Exception error) =>
        error.Message.EndsWith('?') ? error.Message : $"{error.Message}.";
}
