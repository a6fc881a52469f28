using UneXt50;
using UneXt50.Cli;
using UneXt50.Results;

try
{
    return CommandLine.Run(ExactArguments.Of(args));
}
catch (UneXt50Exception error) when (OutputFile.IsClosedPipe(error))
{
    return ExitCodes.Done;
}
catch (UneXt50Exception error)
{
    Messages.Error(error);
    return ExitCodes.For(error.Kind);
}
#pragma warning disable CA1031 // The last resort: a user gets a line and an exit code, never a stack trace.
catch (Exception error)
#pragma warning restore CA1031
{
    Messages.Bug(error);
    return ExitCodes.Bug;
}
