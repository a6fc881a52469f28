using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using UneXt50.Cameras.Mqtt;
using UneXt50.Cli.Runs;
using UneXt50.Sources;

namespace UneXt50.Cli.Documentation;

/// <summary>
/// The generated help, and below it what cannot be generated: examples, exit codes, where models are looked for.
/// </summary>
internal sealed class HelpPage(HelpAction generated) : SynchronousCommandLineAction
{
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
        (ModelPaths.NoCacheVariable, "as --no-cache, if it is set to anything"),
        ("NO_COLOR", "no colour, if it is set to anything"),
        (MqttOptions.PasswordVariable, "the broker's password, instead of --mqtt-password-file"),
        (ShardEnvironment.Shards, "how many shards --shard auto counts on, where the scheduler does not say"),
    ];

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var (command, output) = (parseResult.CommandResult.Command, parseResult.InvocationConfiguration.Output);
        HideWhatIsTakenAbove(command);
        generated.Invoke(parseResult);
        WriteExamples(command is DocumentedCommand documented ? documented.Examples : RootExamples, output);
        if (command is RootCommand) WriteEnvironment(output);
        return ExitCodes.Done;
    }

    /// <summary>Inputs of a command are none of the commands below it: <c>features merge</c> takes parts.</summary>
    private static void HideWhatIsTakenAbove(Command command)
    {
        foreach (var above in command.Parents.OfType<Command>())
        {
            foreach (var argument in above.Arguments) argument.Hidden = true;
            HideWhatIsTakenAbove(above);
        }
    }

    private static void WriteExamples(IReadOnlyList<(string Line, string Meaning)> examples, TextWriter output)
    {
        if (examples.Count == 0) return;
        output.WriteLine("Examples:");
        foreach (var (line, meaning) in examples)
        {
            output.WriteLine($"  {line}");
            output.WriteLine($"      {meaning}");
        }

        output.WriteLine();
    }

    private static void WriteEnvironment(TextWriter output)
    {
        output.WriteLine("Exit codes:");
        foreach (var (code, meaning) in ExitCodes.Table) output.WriteLine($"  {code,3}  {meaning}");
        output.WriteLine();
        output.WriteLine("The model, unless --model names one, is the first of these:");
        output.WriteLine($"  ${ModelPaths.Variable}");
        foreach (var path in ModelPaths.Candidates()) output.WriteLine($"  {path}");
        output.WriteLine();
        output.WriteLine("Environment:");
        foreach (var (name, meaning) in Variables) output.WriteLine($"  {name,-24}{meaning}");
    }
}
