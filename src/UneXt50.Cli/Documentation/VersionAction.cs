using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;
using System.Runtime.InteropServices;
using UneXt50.Onnx;

namespace UneXt50.Cli.Documentation;

/// <summary>Prints the version, with the commit it was built from, and what it runs on.</summary>
internal sealed class VersionAction : SynchronousCommandLineAction
{
    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(VersionAction).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>();
        parseResult.InvocationConfiguration.Output.WriteLine(
            $"unext50 {version?.InformationalVersion} (onnxruntime {NativeRuntime.ExpectedVersion}, "
            + $".NET {Environment.Version}, {RuntimeInformation.RuntimeIdentifier})");
        return ExitCodes.Done;
    }
}
