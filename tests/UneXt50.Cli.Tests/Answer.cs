using System.Text;
using Xunit;

namespace UneXt50.Cli.Tests;

/// <summary>What a run of the program left behind.</summary>
internal sealed record Answer(int ExitCode, byte[] OutputBytes, byte[] ErrorBytes)
{
    public string Output { get; } = Encoding.UTF8.GetString(OutputBytes);

    public string Error { get; } = Encoding.UTF8.GetString(ErrorBytes);

    public string[] OutputLines => Output.Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The one line on standard error, which every error must be.</summary>
    public string ErrorLine => Assert.Single(Error.Split('\n', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Expects this exit code, and shows what was said when there is another.</summary>
    public Answer Exits(int expected)
    {
        Assert.True(expected == ExitCode, $"exit code {ExitCode} instead of {expected}\n{Error}\n{Output}");
        return this;
    }

    /// <summary>Expects these words on standard output.</summary>
    public Answer Shows(params string[] words)
    {
        foreach (var word in words) Assert.Contains(word, Output, StringComparison.Ordinal);
        return this;
    }

    /// <summary>Expects the exit code and one line on standard error that names these words.</summary>
    public Answer Fails(int expected, params string[] words)
    {
        Exits(expected);
        Assert.StartsWith("unext50: ", ErrorLine, StringComparison.Ordinal);
        foreach (var word in words) Assert.Contains(word, ErrorLine, StringComparison.Ordinal);
        return this;
    }
}
